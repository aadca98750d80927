/**
 * Makes children with `Deno.Command`, always `detached`: each is the leader of its own process group
 * (and, unlike Supervisor's, of its own session, K-15) and survives an uncaught error of the daemon.
 *
 * @module
 */

import {
  type Child,
  type ChildHandlers,
  type Spawner,
  SpawnError,
  type SpawnRequest,
} from "#lib/ports/spawner.ts";
import type { Users } from "#lib/ports/users.ts";
import { inputOf, outputOf } from "./child_pipes.ts";
import { ChildProcess } from "./child_process.ts";
import { commandLine, type Identity, isPlain, type SpawnHelpers } from "./command_line.ts";
import { EndedChildren } from "./ended_children.ts";
import { errnoOf } from "./errno.ts";
import { ExecutableFiles } from "./executable_files.ts";
import { type MergedPipe, openMergedPipe } from "./merged_pipe.ts";
import { Nap } from "./nap.ts";
import { type PipeReader, readPipe } from "./pipe_reader.ts";
import { argv0Option, type RuntimeCore, runtimeCore } from "./runtime_internals.ts";

/** A child's setup that cannot succeed; the message is what Supervisor's child would print. */
class SetupError extends Error {}

/** The options of `Deno.Command`, with descriptors where its types know only names. */
type CommandOptions = Omit<Deno.CommandOptions, "stdin" | "stdout" | "stderr"> & {
  stdin: "piped" | number;
  stdout: "piped" | number;
  stderr: "piped" | "null" | number;
};

/** The one way in which children come to be. */
export class CommandSpawner implements Spawner {
  readonly #helpers: SpawnHelpers;
  readonly #users: Users;
  readonly #uid: number;
  readonly #gid: number;
  readonly #pwd: string | undefined;
  readonly #core: RuntimeCore | null;
  readonly #nap = new Nap();
  readonly #ended = new EndedChildren();
  /** Looked for with the first spawn, `undefined` until then. */
  #argv0: symbol | null | undefined;

  /**
   * `uid` and `gid` are the daemon's own, `pwd` is the `PWD` of its environment. Without `internals`
   * nothing is used that is not Deno's public interface.
   */
  constructor(
    helpers: SpawnHelpers,
    options: {
      readonly users: Users;
      readonly uid: number;
      readonly gid: number;
      readonly pwd: string | undefined;
      /** @default true */
      readonly internals?: boolean;
    },
  ) {
    const { internals = true } = options;
    this.#helpers = helpers;
    this.#users = options.users;
    this.#uid = options.uid;
    this.#gid = options.gid;
    this.#pwd = options.pwd;
    this.#core = internals ? runtimeCore() : null;
    this.#argv0 = internals ? undefined : null;
  }

  spawn(request: SpawnRequest, handlers: ChildHandlers): Child {
    const merge = request.redirectStderr && this.#helpers.shell === null;
    let pipe: MergedPipe | null = null;
    try {
      const identity = this.#identity(request);
      pipe = merge ? this.#openMergedPipe(handlers) : null;
      return this.#start(request, { handlers, pipe, identity });
    } catch (error) {
      pipe?.reader.close();
      return this.#explain(error, { request, handlers });
    } finally {
      pipe?.releaseWriter();
    }
  }

  /** Who the child runs as; `null` when that is who the daemon is. */
  #identity({ uid }: SpawnRequest): Identity | null {
    if (uid === null || uid === this.#uid) return null;
    const user = this.#users.byUid(uid);
    if (user === null) throw new SetupError(`couldn't setuid to ${uid}: Can't find uid ${uid}`);
    if (this.#uid !== 0) {
      throw new SetupError(`couldn't setuid to ${uid}: Can't drop privilege as nonroot user`);
    }
    return { uid, gid: user.gid, groups: this.#users.groupsOf(user) };
  }

  #openMergedPipe(handlers: ChildHandlers): MergedPipe {
    if (this.#helpers.donor === null) {
      throw new SpawnError("permission", { errno: "redirect_stderr needs /bin/true or /bin/sh" });
    }
    try {
      const reading = { receive: handlers.stdout, nap: this.#nap };
      return openMergedPipe(this.#helpers.donor, reading);
    } catch (error) {
      throw asSpawnError(error);
    }
  }

  #start(
    request: SpawnRequest,
    how: { handlers: ChildHandlers; pipe: MergedPipe | null; identity: Identity | null },
  ): Child {
    const { line: [file, ...args], environment } = commandLine(request, {
      identity: how.identity,
      helpers: this.#helpers,
      pwd: this.#pwd,
    });
    const options: CommandOptions = {
      args,
      env: environment,
      detached: true,
      stdin: request.stdin.kind === "pipe" ? "piped" : request.stdin.fd,
      stdout: how.pipe?.writer ?? "piped",
      stderr: how.pipe?.writer ?? (request.redirectStderr ? "null" : "piped"),
      ...(request.directory === null ? {} : { cwd: request.directory }),
      ...plainIdentity(how.identity),
      // A helper before the program passes no such name on.
      ...(args.length === request.args.length ? this.#named(request.argv0) : {}),
    };
    const command = new Deno.Command(file!, options as Deno.CommandOptions);
    const child = withUmask(request.umask, () => command.spawn());
    this.#ended.started();
    const reader = (pipe: "stdout" | "stderr"): PipeReader =>
      readPipe(outputOf(child, { pipe, core: this.#core }), {
        receive: how.handlers[pipe],
        nap: this.#nap,
      });
    const readers = [how.pipe?.reader ?? reader("stdout")];
    if (options.stderr === "piped") readers.push(reader("stderr"));
    return new ChildProcess(child, {
      readers,
      stdin: options.stdin === "piped" ? inputOf(child, this.#core) : null,
      ended: (exit) => {
        this.#ended.ended();
        how.handlers.ended(exit);
      },
      stdinClosed: () => how.handlers.stdinClosed(),
    });
  }

  /** The option that makes `argv0` the program's `argv[0]`; without it, that is the path of the program. */
  #named(argv0: string): Record<symbol, string> {
    if (this.#argv0 === undefined) this.#argv0 = argv0Option();
    return this.#argv0 === null ? {} : { [this.#argv0]: argv0 };
  }

  /** Turns an error of the spawn into what Supervisor would show for it. */
  #explain(
    error: unknown,
    how: { request: SpawnRequest; handlers: ChildHandlers },
  ): Child {
    const { request, handlers } = how;
    if (error instanceof SetupError) return this.#failInChild(error.message, handlers);
    const problem = asSpawnError(error);
    if (problem.problem !== "other") throw problem;
    const chdir = this.#directoryProblem(error, request);
    const reason = chdir === null
      ? `couldn't exec ${request.file}: ${problem.errno}`
      : `couldn't chdir to ${request.directory}: ${chdir}`;
    return this.#failInChild(reason, handlers);
  }

  /**
   * The errno of a directory that cannot be entered, `null` when the error is about something else.
   * Deno names a directory that is missing or none; one that may not be entered is to blame when the
   * program itself could be executed.
   */
  #directoryProblem(error: unknown, { directory, file, uid }: SpawnRequest): string | null {
    if (directory === null || !(error instanceof Error)) return null;
    if (error.message.includes("No such cwd")) return "ENOENT";
    if (error.message.includes("cwd is not a directory")) return "ENOTDIR";
    if (errnoOf(error) !== "EACCES") return null;
    const user = uid === null ? null : this.#users.byUid(uid);
    const files = new ExecutableFiles(user ?? { uid: this.#uid, gid: this.#gid });
    return files.probe(file) === "executable" ? "EACCES" : null;
  }

  /** Plays a child that could not be set up: it says why and exits with 127. */
  #failInChild(reason: string, handlers: ChildHandlers): Child {
    if (this.#helpers.donor === null) throw new SpawnError("other", { errno: reason });
    const child = spawnPlayer(this.#helpers.donor);
    const text = `supervisor: ${reason}\nsupervisor: child process was not spawned\n`;
    const ended = (): void => {
      handlers.stderr(new TextEncoder().encode(text));
      handlers.ended({ kind: "code", code: 127 });
    };
    return new ChildProcess(child, { readers: [], stdin: null, ended, stdinClosed: () => {} });
  }
}

/** A child that does nothing. @throws {SpawnError} what kept the real one from being made, too */
function spawnPlayer(donor: string): Deno.ChildProcess {
  try {
    const silent = { stdin: "null", stdout: "null", stderr: "null" } as const;
    return new Deno.Command(donor, { detached: true, ...silent }).spawn();
  } catch (error) {
    throw asSpawnError(error);
  }
}

function plainIdentity(identity: Identity | null): { uid?: number; gid?: number } {
  if (identity === null || !isPlain(identity)) return {};
  return { uid: identity.uid, gid: identity.gid };
}

/** Runs `action` under another file mode mask; the daemon's own is back afterwards. */
function withUmask<T>(umask: number | null, action: () => T): T {
  if (umask === null) return action();
  const own = Deno.umask(umask);
  try {
    return action();
  } finally {
    Deno.umask(own);
  }
}

function asSpawnError(error: unknown): SpawnError {
  if (error instanceof SpawnError) return error;
  if (error instanceof Deno.errors.NotCapable) {
    return new SpawnError("permission", { errno: error.message, cause: error });
  }
  const errno = errnoOf(error) ??
    (error instanceof Deno.errors.NotFound ? "ENOENT" : String(error));
  const problem = errno === "EMFILE" || errno === "ENFILE"
    ? "descriptors"
    : errno === "EAGAIN"
    ? "processes"
    : "other";
  return new SpawnError(problem, { errno, cause: error });
}
