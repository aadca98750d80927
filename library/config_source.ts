/**
 * From what a program gives to what the daemon's loader takes.
 *
 * @module
 */

import { Disk } from "#daemon/adapters/disk.ts";
import { readHost } from "#daemon/adapters/local_host.ts";
import { UserDatabase } from "#daemon/adapters/user_database.ts";
import { ConfigSource, type ConfigSourceOptions } from "#daemon/config_source.ts";
import type { Config } from "#lib/config/config.ts";
import type { GivenOptions, GivenSections } from "#lib/config/given_sections.ts";
import type { FileKind, FileSystem } from "#lib/ports/file_system.ts";
import { ConfigError } from "./config_error.ts";
import type { ConfigInput, ConfigOptions } from "./config_input.ts";

/** What problems name as the file of a configuration that is not in one. */
const NO_FILE = "(embedded)";

const RPC_INTERFACE: GivenOptions = {
  "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface",
};

/** A source that reads `input` anew each time. */
export function configSource(input: ConfigInput): ConfigSource {
  const host = readHost(null);
  const common = { host, users: new UserDatabase(), argv0: "supervisord" };
  return new ConfigSource({ ...common, ...place(input, `${host.cwd}/${NO_FILE}`) });
}

/** The configuration of a source. @throws {ConfigError} */
export function loadFrom(source: ConfigSource): Config {
  const result = source.load();
  if (!result.ok) throw new ConfigError(result.problems);
  return result.config;
}

function place(
  input: ConfigInput,
  embedded: string,
): Pick<ConfigSourceOptions, "commandLine" | "fs" | "sections"> {
  const commandLine = (configuration: string) => ({ configuration, settings: new Map() });
  if ("file" in input) return { commandLine: commandLine(input.file), fs: new Disk() };
  if ("text" in input) {
    const fs = new DiskAndText(embedded, input.text);
    return { commandLine: commandLine(embedded), fs };
  }
  const sections = sectionsOf(input);
  return { commandLine: commandLine(embedded), fs: new Disk(), sections };
}

function sectionsOf(options: ConfigOptions): GivenSections {
  const { programs = {}, eventListeners = {}, sections = {} } = options;
  return {
    supervisord: {},
    "rpcinterface:supervisor": RPC_INTERFACE,
    ...named("program", programs),
    ...named("eventlistener", eventListeners),
    ...sections,
  };
}

function named(
  kind: string,
  units: Readonly<Record<string, GivenOptions>>,
): Readonly<Record<string, GivenOptions>> {
  const quiet = { stdout_logfile: "NONE", stderr_logfile: "NONE" };
  return Object.fromEntries(
    Object.entries(units).map(([name, options]) => [`${kind}:${name}`, { ...quiet, ...options }]),
  );
}

/** The file system with one more file. */
class DiskAndText implements FileSystem {
  readonly #disk = new Disk();
  readonly #path: string;
  readonly #text: string;

  constructor(path: string, text: string) {
    this.#path = path;
    this.#text = text;
  }

  readText(path: string): string {
    return path === this.#path ? this.#text : this.#disk.readText(path);
  }

  kind(path: string): FileKind | null {
    return path === this.#path ? "file" : this.#disk.kind(path);
  }

  list(path: string): readonly string[] {
    return this.#disk.list(path);
  }
}
