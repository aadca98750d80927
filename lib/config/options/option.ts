/**
 * What the table of options is made of.
 *
 * @module
 */

import type { LogLevel } from "../config.ts";

/** How a value is read. Each kind has one decoder (config.md 5). */
export type OptionKind =
  | "address"
  | "autorestart"
  | "boolean"
  | "bytes"
  | "child-log"
  | "directory"
  | "environment"
  | "exitcodes"
  | "integer"
  | "loglevel"
  | "name"
  | "octal"
  | "orphans"
  | "ownership"
  | "path"
  | "permissions"
  | "signal"
  | "strings"
  | "text"
  | "user";

/** How an option of `[supervisord]` is given on the command line; its long name is its key. */
export interface OptionFlag {
  /** One letter, `null` when there is only the long name. */
  readonly short: string | null;
  /** What stands for the argument in the help text; `null` for a switch. */
  readonly argument: string | null;
}

/** One key of a section. */
export interface Option {
  /** How its value is read. */
  readonly kind: OptionKind;
  /** The default as one would write it; `null` when there is none or when it is computed. */
  readonly default: string | null;
  /** What a `null` default means, in words. */
  readonly computed?: string;
  /** It has to be given. */
  readonly required?: true;
  /** Supervisor's version that brought the key, or `denvisor` for a key that Supervisor ignores. */
  readonly since: string;
  /** One sentence without a full stop. */
  readonly doc: string;
  /** How the command line gives it. */
  readonly flag?: OptionFlag;
  /** Another value than the default for the sample file, where the default makes a poor example. */
  readonly example?: string;
}

/** The keys of one kind of section, in the order in which they are documented. */
export type OptionTable = Readonly<Record<string, Option>>;

/** What the values of each kind become. */
export interface KindValues {
  readonly address: { readonly host: string; readonly port: number };
  readonly autorestart: "true" | "false" | "unexpected";
  readonly boolean: boolean;
  readonly bytes: number;
  readonly "child-log": ChildLog;
  readonly directory: string;
  readonly environment: ReadonlyMap<string, string>;
  readonly exitcodes: readonly number[];
  readonly integer: number;
  readonly loglevel: LogLevel;
  readonly name: string;
  readonly octal: number;
  readonly orphans: "report" | "kill";
  readonly ownership: { readonly uid: number; readonly gid: number };
  readonly path: string;
  readonly permissions: "scoped" | "open";
  readonly signal: string;
  readonly strings: readonly string[];
  readonly text: string;
  readonly user: number;
}

/** A child's log file as it is written in the file, `syslog` being the deprecated spelling. */
export type ChildLog =
  | { readonly kind: "none" | "auto" | "syslog" }
  | { readonly kind: "file"; readonly path: string };

/** The type of an option's value: `null` is possible only where there is no default. */
export type OptionValue<O extends Option> =
  | KindValues[O["kind"]]
  | (O["default"] extends string ? never : null);
