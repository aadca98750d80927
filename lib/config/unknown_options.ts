/**
 * Finds sections and keys that mean nothing. Supervisor ignores them without a word (K-02, row
 * CFG-012); here they are ignored too, with a warning that says what may have been meant.
 *
 * @module
 */

import { SECTIONS, sectionSpec } from "./options.ts";
import { strip } from "./python_text.ts";
import type { LoadContext } from "./section_reader.ts";
import { suggest } from "./suggest.ts";

/** Records a notice for each section and each key that the table does not have. */
export function reportUnknown(context: LoadContext): void {
  for (const section of context.document.sections) {
    const spec = sectionSpec(section.name);
    if (spec === null) {
      context.findings.notice(
        `Unknown section [${section.name}] is ignored${didYouMean(likelyHeader(section.name))}`,
        { level: "warn", code: "unknown-section", origin: section.origin },
      );
      continue;
    }
    if (spec.open) continue;
    for (const [key, value] of section.values) {
      if (Object.hasOwn(spec.options, key)) continue;
      const meant = suggest(key, Object.keys(spec.options));
      context.findings.notice(
        `Unknown option ${key} in section [${section.name}] is ignored${didYouMean(meant)}`,
        { level: "warn", code: "unknown-option", origin: value.origin },
      );
    }
  }
}

function likelyHeader(header: string): string | null {
  const colon = header.indexOf(":");
  const start = strip(colon < 0 ? header : header.slice(0, colon)).toLowerCase();
  const rest = colon < 0 ? "" : strip(header.slice(colon));
  const known = SECTIONS.filter((spec) =>
    colon < 0 ? spec.shape !== "named" : spec.shape !== "exact"
  );
  const meant = suggest(start, known.map((spec) => spec.header));
  return meant === null ? null : `[${meant}${rest}]`;
}

function didYouMean(word: string | null): string {
  return word === null ? "" : `, did you mean ${word}?`;
}
