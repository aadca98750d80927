/**
 * The ways in which a program can give a configuration.
 *
 * @module
 */

import type { GivenOptions } from "#lib/config/given_sections.ts";
import type { Option, OptionKind, OptionTable } from "#lib/config/options/option.ts";
import type { PROGRAM_OPTIONS } from "#lib/config/options/program_options.ts";
import type { EVENTLISTENER_OPTIONS } from "#lib/config/options/unit_options.ts";
import type { EventName } from "#lib/event/names.ts";

/** A `supervisord.conf`. */
export interface ConfigFile {
  /** Its path; relative ones start in the current directory. */
  readonly file: string;
}

/** The text of a `supervisord.conf`, with its `[supervisord]` section. */
export interface ConfigText {
  /** `%(here)s` and relative paths of `[include]` mean the current directory. */
  readonly text: string;
}

/** What an option can be given as, by the kind of its value. */
export type OptionInput<K extends OptionKind> = K extends "boolean" ? boolean | string
  : K extends "integer" ? number | string
  : K extends "bytes" ? number | string
  : K extends "exitcodes" ? number | readonly number[] | string
  : K extends "strings" ? readonly string[] | string
  : K extends "environment" ? Readonly<Record<string, string>> | string
  : K extends "autorestart" ? boolean | "true" | "false" | "unexpected"
  : string;

/** The options that a table of the configuration language describes; required ones must be given. */
export type OptionInputs<T extends OptionTable> =
  & { readonly [K in RequiredKey<T>]: OptionInput<T[K]["kind"]> }
  & { readonly [K in Exclude<keyof T, RequiredKey<T>>]?: OptionInput<T[K]["kind"]> | undefined };

/** The keys that have to be given. */
export type RequiredKey<T extends OptionTable> = {
  [K in keyof T]: T[K] extends Option & { readonly required: true } ? K : never;
}[keyof T];

/**
 * `[program:x]` as an object: `{ command: "/bin/cat", stopwaitsecs: 5 }`. Names and meanings are those
 * of the file, but for `stdout_logfile` and `stderr_logfile`, which are NONE unless they are given.
 *
 * Text is read as in the file after the `=`, comments aside: `%(process_num)d` and the like are expanded,
 * and a plain percent sign is written `%%`.
 */
export type ProgramOptions = OptionInputs<typeof PROGRAM_OPTIONS>;

/** `[eventlistener:x]` as an object, like {@linkcode ProgramOptions}. */
export type EventListenerOptions =
  & ProgramOptions
  & Omit<OptionInputs<typeof EVENTLISTENER_OPTIONS>, "events">
  & { readonly events: readonly EventName[] | string };

/** A configuration as an object. */
export interface ConfigOptions {
  /** `[program:x]`, by name. */
  readonly programs?: Readonly<Record<string, ProgramOptions>>;
  /** `[eventlistener:x]`, by name. */
  readonly eventListeners?: Readonly<Record<string, EventListenerOptions>>;
  /**
   * Everything else, by the whole name of its section: `group:web`, `fcgi-program:php`,
   * `unix_http_server`, `supervisord`.
   */
  readonly sections?: Readonly<Record<string, GivenOptions>>;
}

/** Where a configuration comes from. */
export type ConfigInput = ConfigFile | ConfigText | ConfigOptions;
