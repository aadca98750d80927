import type { Config } from "#lib/config/config.ts";
import type { ConfigInput } from "./config_input.ts";
import { configSource, loadFrom } from "./config_source.ts";

/**
 * Reads a configuration as the daemon does: with its included files, this program's environment for
 * `%(ENV_X)s`, and the machine's users. What is odd but not wrong is in its `notices`.
 *
 * @throws {ConfigError} with everything that is wrong
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { loadConfig } from "@denvisor/denvisor";
 *
 * const config = loadConfig({
 *   text: `
 * [supervisord]
 * identifier=example
 *
 * [program:web]
 * command=/bin/cat
 * process_name=%(program_name)s_%(process_num)02d
 * numprocs=2
 * `,
 * });
 * const names = config.groups.flatMap((group) => group.processes.map(({ name }) => name));
 * assert(names.join() === "web_00,web_01");
 * ```
 */
export function loadConfig(input: ConfigInput): Config {
  return loadFrom(configSource(input));
}
