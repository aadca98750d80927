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
import { LogOpenError } from "./output/log_open_error.ts";
import type { ManagedProcess } from "./process.ts";

/** What came of an attempt; `reason` is the text for `spawnerr`. */
export type LaunchOutcome =
  | { readonly kind: "launched"; readonly child: Child }
  | { readonly kind: "failed"; readonly reason: string };

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

  /** Makes one attempt; never throws. */
  launch(process: ManagedProcess, handlers: ChildHandlers): LaunchOutcome {
    const { config } = process;
    const command = this.resolve(config);
    if (!command.ok) return { kind: "failed", reason: command.reason };
    try {
      process.logs.open();
      const child = this.#options.spawner.spawn(this.#request(process, command), handlers);
      return { kind: "launched", child };
    } catch (error) {
      process.logs.end();
      return { kind: "failed", reason: reasonOf(error, config.name) };
    }
  }

  #request(process: ManagedProcess, command: ResolvedCommand): SpawnRequest {
    const { config } = process;
    // A program that was added to a FastCGI group is still none.
    const isFcgi = config.section.startsWith("fcgi-program:");
    const socket = isFcgi ? this.#options.socketOf(process.group) : null;
    return {
      file: command.file,
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
    return error instanceof Error ? error.message : String(error);
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
