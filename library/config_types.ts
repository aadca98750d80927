/**
 * What configurations are made of, for `loadConfig` and `Supervisor.start`.
 *
 * @module
 */

export type * from "#lib/config/config.ts";
export type { GivenOptions, GivenValue } from "#lib/config/given_sections.ts";
export type { Option, OptionFlag, OptionKind, OptionTable } from "#lib/config/options/option.ts";
export { PROGRAM_OPTIONS } from "#lib/config/options/program_options.ts";
export { EVENTLISTENER_OPTIONS } from "#lib/config/options/unit_options.ts";
export type { Problem } from "#lib/config/problem.ts";
