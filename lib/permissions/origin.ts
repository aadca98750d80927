import type { Origin, ProcessConfig } from "#lib/config/config.ts";

/** Where an option of a program was written; its section where it was not. */
export function originOf(process: ProcessConfig, key: string): Origin {
  return process.origins[key] ?? process.origin;
}
