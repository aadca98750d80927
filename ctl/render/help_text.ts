import type { HelpLine } from "#ctl/command.ts";

/** The column where explanations begin, if the form before leaves room for it. */
const COLUMN = 24;
const TAB = 8;

/** The help of a command: each form, tabs, what it does. A form without text stands alone. */
export function helpLines(lines: readonly HelpLine[]): readonly string[] {
  return lines.map(([form, text]) => text === "" ? form : `${form}${gap(form)}${text}`);
}

function gap(form: string): string {
  const stops = Math.ceil((COLUMN - form.length) / TAB);
  return "\t".repeat(Math.max(1, stops));
}
