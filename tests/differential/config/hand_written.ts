/**
 * Configurations written by hand, at least one for every rule of the language and for every
 * difference that is wanted.
 *
 * @module
 */

import type { HandWritten } from "./hand_written/case.ts";
import { COMMAND_LINES } from "./hand_written/command_lines.ts";
import { INCLUDES } from "./hand_written/includes.ts";
import { PROGRAMS } from "./hand_written/programs.ts";
import { SERVERS } from "./hand_written/servers.ts";
import { SUPERVISORD } from "./hand_written/supervisord.ts";
import { UNITS } from "./hand_written/units.ts";
import { WHOLE_FILES } from "./hand_written/whole_files.ts";

/** All of them. */
export const HAND_WRITTEN: readonly HandWritten[] = [
  ...SUPERVISORD,
  ...PROGRAMS,
  ...UNITS,
  ...SERVERS,
  ...WHOLE_FILES,
  ...INCLUDES,
  ...COMMAND_LINES,
];
