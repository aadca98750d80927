/**
 * Where the options that ask for something were written.
 *
 * @module
 */

import type { Config, Origin, ProcessConfig } from "#lib/config/config.ts";
import type { Account } from "./entries.ts";

/** Where an option of a program was written; its section where it was not. */
export function originOf(process: ProcessConfig, key: string): Origin {
  return process.origins[key] ?? process.origin;
}

/** On whose account `[supervisord]` asks for something with its option `key`. */
export function accountOf(config: Config, key: string): Account {
  const { origins, origin } = config.supervisord;
  return { reason: `[supervisord] ${key}`, origin: origins[key] ?? origin };
}
