import { sectionName } from "./build_context.ts";
import type { BuildContext } from "./build_context.ts";
import { strip } from "./python_text.ts";
import type { SupervisordSection } from "./supervisord_section.ts";
import { ValueError } from "./value_error.ts";
import { parseName } from "./values.ts";

/** What groups are built from. */
export interface GroupRequest {
  readonly supervisord: SupervisordSection;
  readonly context: BuildContext;
}

/** The trimmed name of a unit's section; `null` and a problem if it has characters no name has. */
export function readUnitName(section: string, context: BuildContext): string | null {
  try {
    parseName(sectionName(section));
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    const origin = context.document.section(section)?.origin ?? null;
    context.findings.problem(error.message, { origin, section });
    return null;
  }
  return readPoolName(section, context);
}

/** The trimmed name of an event pool, which is checked with its processes; never empty (B-45). */
export function readPoolName(section: string, context: BuildContext): string {
  const name = strip(sectionName(section));
  if (name === "") {
    const origin = context.document.section(section)?.origin ?? null;
    const message = `section [${section}] has no name after its colon`;
    context.findings.problem(message, { origin, section });
  }
  return name;
}
