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
  /** Whether this process lacks the permission to read a variable. @default it reads all */
  readonly isHidden?: (variable: string) => boolean;
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
    const messages = result.problems.map(({ message }) => message + this.#hint(message));
    throw Fault.of("CANT_REREAD", messages.join("\n"));
  }

  /** The permissions were planned for the file as it was: what it names since then cannot be read. */
  #hint(message: string): string {
    const { isHidden } = this.#options;
    const names = [...message.matchAll(/'ENV_(\w+)'/g)].map(([, name = ""]) => name);
    const hidden = isHidden === undefined ? [] : [...new Set(names)].filter(isHidden);
    if (hidden.length === 0) return "";
    return ` (this daemon may not read ${hidden.join(", ")}: name it in [supervisord] allow_env= ` +
      "or stop the daemon and start it with the file as it is now)";
  }

  /** Reads one program as a part of a config that was loaded from here. */
  loadProgram(program: Omit<ProgramLoadRequest, "fs" | "host" | "users">): ProgramLoadResult {
    return loadProgram({ ...this.#options, ...program });
  }
}
