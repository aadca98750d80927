/**
 * What one run of the client works with.
 *
 * @module
 */

import type { Endpoint } from "./transport.ts";

/** Command line, config file and defaults taken together. */
export interface Settings {
  readonly endpoint: Endpoint;
  /** Where the address was found: `-s`, a file's path, or `null` when it is the default. */
  readonly addressFrom: string | null;
  /** The config file that was read, `null` when there is none. */
  readonly configuration: string | null;
  /** Names of the `[ctlplugin:…]` sections, whose commands are Python. */
  readonly foreignPlugins: readonly string[];
  /** Shown as `PROMPT> `. */
  readonly prompt: string;
  /** `null` keeps no history between sessions. */
  readonly historyFile: string | null;
  /** Confirmations and password prompts are wanted: `-i`, or no command. */
  readonly interactive: boolean;
  /** Answers are JSON. */
  readonly json: boolean;
  /** Control sequences reach the terminal. */
  readonly raw: boolean;
  /** The command and its words, as separate as the caller gave them; empty opens the shell. */
  readonly words: readonly string[];
}
