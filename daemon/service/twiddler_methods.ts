/**
 * The methods of supervisor_twiddler, a public package that adds programs to groups at run time.
 *
 * @module
 */

import type { MethodSpecOf } from "#lib/rpc/method.ts";
import type { RpcValue } from "#lib/rpc/value.ts";

/** The options of a program as they come over the wire, by their names in a `[program:x]` section. */
export type ProgramOptions = { readonly [key: string]: RpcValue };

/** The `twiddler.*` namespace. */
export interface TwiddlerApi {
  /** The version of this interface. */
  getAPIVersion(): Promise<string>;
  /** The names of the active groups. */
  getGroupNames(): Promise<readonly string[]>;
  /** Writes a line to the daemon's own log. */
  log(message: string, level?: string): Promise<true>;
  /** Adds the processes of a program to an active group; they start if they start by themselves. */
  addProgramToGroup(
    group_name: string,
    program_name: string,
    program_options: ProgramOptions,
  ): Promise<true>;
  /** Takes a process that does not run out of its group. */
  removeProcessFromGroup(group_name: string, process_name: string): Promise<true>;
}

const GROUP = { name: "group_name", type: "string", doc: "Name of an active group." } as const;

/** How the methods are called. */
export const TWIDDLER_METHODS: {
  readonly [K in keyof TwiddlerApi]: MethodSpecOf<TwiddlerApi[K]>;
} = {
  getAPIVersion: {
    params: [],
    result: "string",
    doc: "The version of this interface.",
    returns: "The version.",
  },
  getGroupNames: {
    params: [],
    result: "array",
    doc: "The names of the active groups.",
    returns: "Array of strings.",
  },
  log: {
    params: [
      { name: "message", type: "string", doc: "The text of the line." },
      {
        name: "level",
        type: "string",
        orNumber: true,
        default: "INFO",
        doc: "CRIT (50), ERRO (40), WARN (30), INFO (20), DEBG (10), TRAC (5) or BLAT (3).",
      },
    ],
    result: "boolean",
    doc: "Write a line to the daemon's own log.",
    returns: "Always true unless error.",
  },
  addProgramToGroup: {
    params: [
      GROUP,
      { name: "program_name", type: "string", doc: "Name of the new program." },
      {
        name: "program_options",
        type: "struct",
        doc: "Options of the program, the same as in a [program:x] section.",
      },
    ],
    result: "boolean",
    doc: "Add the processes of a program to a group, and start them unless autostart is false.",
    returns: "Always true unless error.",
    changes: true,
  },
  removeProcessFromGroup: {
    params: [
      GROUP,
      { name: "process_name", type: "string", doc: "Name of the process, without its group." },
    ],
    result: "boolean",
    doc: "Take a process that does not run out of a group.",
    returns: "Always true unless error.",
    changes: true,
  },
};
