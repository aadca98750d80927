/**
 * What the steps from a program section to its processes hand to one another.
 *
 * @module
 */

import type { BuildContext } from "./build_context.ts";
import type { Expansions } from "./expand.ts";
import type { PROGRAM_OPTIONS } from "./options/program_options.ts";
import type { ProgramValues } from "./program_values.ts";
import type { SectionReader } from "./section_reader.ts";
import type { SupervisordSection } from "./supervisord_section.ts";

/** Which section is read for which group. */
export interface ProgramRequest {
  readonly section: string;
  readonly group: string;
  readonly supervisord: Pick<SupervisordSection, "environment">;
  readonly context: BuildContext;
}

/** Reads a program section. */
export type ProgramReader = SectionReader<typeof PROGRAM_OPTIONS>;

/** One process to read. `ownNames` holds `ENV_X` of the program's own environment. */
export interface ProcessStep {
  readonly request: ProgramRequest;
  readonly shared: ProgramValues;
  readonly suffix: string;
  readonly processNames: Expansions;
  readonly ownNames: Map<string, string>;
}
