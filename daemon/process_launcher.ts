/**
 * Everything between "start this program" and a live child: the command, the logs, the environment.
 *
 * @module
 */

import type { ProcessConfig } from "#lib/config/config.ts";
import type { Executables } from "#lib/ports/executables.ts";
import {
  type Child,
  type ChildHandlers,
  type Spawner,
  SpawnError,
  type SpawnRequest,
} from "#lib/ports/spawner.ts";
import { type BadCommand, resolveCommand, type ResolvedCommand } from "#lib/process/command.ts";
import { type Missing, refusalText } from "#lib/permissions/missing.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { missingIn } from "./permission_check.ts";
import { LogOpenError } from "./output/log_open_error.ts";
import type { ManagedProcess } from "./process.ts";

/** What came of an attempt; `reason` is the text for `spawnerr`. */
export type LaunchOutcome =
  | { readonly kind: "launched"; readonly child: Child }
  | { readonly kind: "failed"; readonly reason: string }
  /** The daemon may not do it, now or ever. */
  | { readonly kind: "refused"; readonly reason: string };

/** What a launcher works with. */
export interface LauncherOptions {
  readonly spawner: Spawner;
  readonly executables: Executables;
  /** The directory that the daemon is in. */
  readonly cwd: string;
  /** The daemon's own `PATH`. */
  readonly path: string | undefined;
  /** `SUPERVISOR_SERVER_URL` of programs that do not set their own; `null` when there is no server. */
  serverUrl(): string | null;
  /** The listening socket of a FastCGI group, `null` for all other groups. */
  socketOf(group: string): number | null;
  /** What the daemon would need for a program and was not given. @default nothing */
  lacks?(config: ProcessConfig): readonly Missing[];
  /** Told of children as they come and go. */
  readonly register?: ChildRegister;
}

/** Keeps account of children. */
export interface ChildRegister {
  /** A child of `process` is about to be made. */
  starting(process: ManagedProcess): void;
  started(process: ManagedProcess, pid: number): void;
  ended(process: ManagedProcess, pid: number): void;
}

/** Starts children for processes. */
export class ProcessLauncher {
  readonly #options: LauncherOptions;

  constructor(options: LauncherOptions) {
    this.#options = options;
  }

  /** Finds the executable of a program: in the daemon's directory, with the daemon's eyes (process.md 4). */
  resolve(config: ProcessConfig): ResolvedCommand | BadCommand {
    const { cwd, path, executables } = this.#options;
    return resolveCommand(config.command, {
      cwd,
      path: config.environment["PATH"] ?? path,
      executables,
    });
  }

  /** Why a program that can be found may not be started by this daemon, `null` when it may be tried. */
  refusal(config: ProcessConfig): string | null {
    const missing = this.#options.lacks?.(config) ?? [];
    return missing.length > 0 && this.resolve(config).ok ? refusalText(missing) : null;
  }

  /** Makes one attempt; never throws. */
  launch(process: ManagedProcess, handlers: ChildHandlers): LaunchOutcome {
    const { config } = process;
    const command = this.resolve(config);
    if (!command.ok) return { kind: "failed", reason: command.reason };
    const refusal = this.refusal(config);
    if (refusal !== null) return { kind: "refused", reason: refusal };
    try {
      process.logs.open();
      return { kind: "launched", child: this.#spawn(process, { command, handlers }) };
    } catch (error) {
      process.logs.end();
      const missing = missingIn(error);
      if (missing !== null) return { kind: "refused", reason: refusalText([missing]) };
      return { kind: "failed", reason: reasonOf(error, config.name) };
    }
  }

  #spawn(
    process: ManagedProcess,
    { command, handlers }: { readonly command: ResolvedCommand; readonly handlers: ChildHandlers },
  ): Child {
    const { spawner, register } = this.#options;
    const request = this.#request(process, command);
    if (register === undefined) return spawner.spawn(request, handlers);
    register.starting(process);
    const child = spawner.spawn(request, {
      stdout: (chunk) => handlers.stdout(chunk),
      stderr: (chunk) => handlers.stderr(chunk),
      stdinClosed: () => handlers.stdinClosed(),
      ended: (exit) => {
        register.ended(process, child.pid);
        handlers.ended(exit);
      },
    });
    register.started(process, child.pid);
    return child;
  }

  #request(process: ManagedProcess, command: ResolvedCommand): SpawnRequest {
    const { config } = process;
    // A program that was added to a FastCGI group is still none.
    const isFcgi = config.section.startsWith("fcgi-program:");
    const socket = isFcgi ? this.#options.socketOf(process.group) : null;
    return {
      file: command.file,
      argv0: command.argv[0]!,
      args: command.argv.slice(1),
      environment: this.#environment(process),
      directory: config.directory,
      umask: config.umask,
      uid: config.uid,
      stdin: socket === null ? { kind: "pipe" } : { kind: "descriptor", fd: socket },
      redirectStderr: config.redirectStderr,
    };
  }

  /** What is set over the daemon's own environment (config.md 9). */
  #environment(process: ManagedProcess): Readonly<Record<string, string>> {
    const { config } = process;
    const serverUrl = config.serverurl ?? this.#options.serverUrl();
    return {
      SUPERVISOR_ENABLED: "1",
      ...(serverUrl === null ? {} : { SUPERVISOR_SERVER_URL: serverUrl }),
      SUPERVISOR_PROCESS_NAME: config.name,
      SUPERVISOR_GROUP_NAME: process.group,
      ...config.environment,
    };
  }
}

function reasonOf(error: unknown, name: string): string {
  if (error instanceof LogOpenError) {
    return error.errno === "EMFILE" || error.errno === "ENFILE"
      ? `too many open files to spawn '${name}'`
      : `unknown error making dispatchers for '${name}': ${error.errno} (${error.path})`;
  }
  if (!(error instanceof SpawnError)) {
    return errorMessage(error);
  }
  switch (error.problem) {
    case "descriptors":
      return `too many open files to spawn '${name}'`;
    case "processes":
      return `Too many processes in process table to spawn '${name}'`;
    case "permission":
      return `not permitted to spawn '${name}': ${error.errno}`;
    case "other":
      return `unknown error during fork for '${name}': ${error.errno}`;
  }
}
