/**
 * The environment of one process and the names it brings (rows CFG-021 and CFG-102).
 *
 * @module
 */

import { parseEnvironment } from "./environment.ts";
import { PROGRAM_OPTIONS } from "./options/program_options.ts";
import type { ProcessStep, ProgramReader } from "./process_step.ts";
import { SectionReader } from "./section_reader.ts";

/** The program's own environment comes before the daemon's among the names of its other keys. */
export function processReader(step: ProcessStep): ProgramReader {
  const names = new Map([...step.processNames, ...step.ownNames]);
  const { section, context } = step.request;
  return new SectionReader(PROGRAM_OPTIONS, context, { section, names, suffix: step.suffix });
}

/**
 * Expands and reads `environment=`. Names that an earlier process of the section has set stay known,
 * but where the daemon's environment has the same name that one counts here.
 */
export function readProcessEnvironment(step: ProcessStep): ReadonlyMap<string, string> {
  const { context } = step.request;
  for (const name of step.ownNames.keys()) {
    if (context.environmentNames.has(name)) step.ownNames.delete(name);
  }
  const reader = processReader(step);
  return reader.attempt<ReadonlyMap<string, string>>("environment", () => {
    const parsed = parseEnvironment(reader.expand(reader.raw("environment")!, "environment"));
    for (const doubt of parsed.doubts) {
      context.findings.notice(`For [${reader.section}], environment: ${doubt}`, {
        level: "warn",
        code: "environment",
        origin: reader.origin("environment"),
      });
    }
    for (const [name, value] of parsed.values) step.ownNames.set(`ENV_${name}`, value);
    return parsed.values;
  }, () => new Map());
}
