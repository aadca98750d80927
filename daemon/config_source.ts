import type { DaemonCommandLine } from "#lib/config/command_line.ts";
import type { Config } from "#lib/config/config.ts";
import type { GivenSections } from "#lib/config/given_sections.ts";
import { loadConfig, type LoadResult } from "#lib/config/load.ts";
import {
  loadProgram,
  type ProgramLoadRequest,
  type ProgramLoadResult,
} from "#lib/config/load_program.ts";
import type { FileSystem, Host } from "#lib/ports/file_system.ts";
import type { Users } from "#lib/ports/users.ts";
import { Fault } from "#lib/rpc/fault.ts";

/** What a config is read from, the same at start and at each `reread`. */
export interface ConfigSourceOptions {
  readonly commandLine: DaemonCommandLine;
  readonly fs: FileSystem;
  readonly host: Host;
  readonly users: Users;
  readonly argv0: string;
  /** The configuration of an embedding program, instead of a file. */
  readonly sections?: GivenSections;
}

/** Where the config comes from. */
export class ConfigSource {
  readonly #options: ConfigSourceOptions;

  constructor(options: ConfigSourceOptions) {
    this.#options = options;
  }

  load(): LoadResult {
    return loadConfig(this.#options);
  }

  /** Reads the file anew while the daemon runs. @throws {Fault} CANT_REREAD with all that is wrong */
  reload(): Config {
    const result = this.load();
    if (result.ok) return result.config;
    throw Fault.of("CANT_REREAD", result.problems.map(({ message }) => message).join("\n"));
  }
  /** Reads one program as a part of a config that was loaded from here. */
  loadProgram(program: Omit<ProgramLoadRequest, "fs" | "host" | "users">): ProgramLoadResult {
    return loadProgram({ ...this.#options, ...program });
  }
}
