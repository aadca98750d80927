import { sectionName } from "./build_context.ts";
import type { BuildContext } from "./build_context.ts";
import type { SupervisordSection } from "./supervisord_section.ts";
import { ValueError } from "./value_error.ts";
import { parseName } from "./values.ts";

/** What groups are built from. */
export interface GroupRequest {
  readonly supervisord: SupervisordSection;
  readonly context: BuildContext;
}

/** The trimmed name of a unit's section; `null` and a problem if it cannot be one (B-45). */
export function readUnitName(section: string, context: BuildContext): string | null {
  const place = { origin: context.document.section(section)?.origin ?? null, section };
  try {
    const name = parseName(sectionName(section));
    if (name !== "") return name;
    context.findings.problem(`section [${section}] has no name after its colon`, place);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    context.findings.problem(error.message, place);
  }
  return null;
}
