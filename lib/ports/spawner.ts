import type { Exit } from "#lib/process/exit.ts";

/** Everything that is settled about a child before it exists. */
export interface SpawnRequest {
  /** Absolute path of the executable; a bare name where only the system can find it. */
  readonly file: string;
  /** The word by which the program is called, its `argv[0]`: that of the configured command. */
  readonly argv0: string;
  readonly args: readonly string[];
  /** Set over the environment that the daemon has. */
  readonly environment: Readonly<Record<string, string>>;
  /** `null` stays in the daemon's directory. */
  readonly directory: string | null;
  /** `null` inherits. */
  readonly umask: number | null;
  /** The user to switch to, with its groups; `null` keeps the daemon's. */
  readonly uid: number | null;
  /** A pipe that the daemon writes to, or a descriptor that becomes the child's descriptor 0. */
  readonly stdin: { readonly kind: "pipe" } | { readonly kind: "descriptor"; readonly fd: number };
  /** Both output streams go into one pipe, in exactly the order in which they are written. */
  readonly redirectStderr: boolean;
}

/** `null` when more can be taken at once, else a promise for that moment: the pipe stays full until then. */
export type Readiness = Promise<void> | null;

/** What a child tells. Chunks are valid during the call only: copy what is kept. */
export interface ChildHandlers {
  stdout(chunk: Uint8Array): Readiness;
  stderr(chunk: Uint8Array): Readiness;
  /** A write to its standard input failed: nobody reads there any more. */
  stdinClosed(): void;
  /** The child was reaped, and all that it had written was handed over. Called once. */
  ended(exit: Exit): void;
}

/** Whether a signal arrived, or why not. */
export type SignalOutcome =
  | { readonly kind: "sent" }
  /** The process is gone (ESRCH). */
  | { readonly kind: "gone"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** What became of bytes for a child's standard input; nothing is queued in part. */
export type StdinOutcome = "queued" | "closed" | "full";

/** A live child. */
export interface Child {
  readonly pid: number;
  /** Sends `signal` (with its `SIG` prefix) to the process alone. */
  signal(signal: string): SignalOutcome;
  /**
   * Copies and queues `data` for standard input, whole and in order.
   *
   * @param limit Most bytes that may wait, this write included. @default 1 MiB
   */
  writeStdin(data: Uint8Array, limit?: number): StdinOutcome;
  /**
   * As {@linkcode Child.writeStdin} within its default limit, and waits up to 5 ms for the answer of the
   * pipe when nothing waits before it: nobody reads there any more is known at once then.
   */
  offerStdin(data: Uint8Array): Promise<StdinOutcome>;
}

/** Why a child could not be made. */
export type SpawnProblem =
  /** The daemon lacks Deno's permission to run this program. */
  | "permission"
  /** No descriptors are left (EMFILE, ENFILE). */
  | "descriptors"
  /** No processes are left (EAGAIN). */
  | "processes"
  | "other";

/** A failed spawn. */
export class SpawnError extends Error {
  override readonly name = "SpawnError";
  readonly problem: SpawnProblem;
  /** The errno's name where the system gave one, else what Deno said. */
  readonly errno: string;

  constructor(problem: SpawnProblem, options: { errno: string; cause?: unknown }) {
    super(`${problem}: ${options.errno}`, { cause: options.cause });
    this.problem = problem;
    this.errno = options.errno;
  }
}

/** Makes children. */
export interface Spawner {
  /**
   * Starts a child as leader of its own process group.
   *
   * What fails where Supervisor's forked child would fail (changing user or directory, exec) is told
   * as Supervisor tells it: text on standard error, then exit status 127 (K-36).
   *
   * @throws {SpawnError}
   */
  spawn(request: SpawnRequest, handlers: ChildHandlers): Child;
}

/** Signals whole process groups. */
export interface ProcessGroups {
  /**
   * Sends `signal` to every process of the group `pgid`; `failed` is called when that went wrong. When
   * processes or descriptors have run out it is tried again for some seconds; `exhausted` is called
   * once then, instead of `failed`.
   */
  signal(
    pgid: number,
    options: {
      readonly signal: string;
      readonly failed: (reason: string) => void;
      readonly exhausted?: (reason: string) => void;
    },
  ): void;
}
