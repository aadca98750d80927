/**
 * The reference of all sections and options as Markdown, generated from the table.
 *
 * @module
 */

import type { Option } from "./options/option.ts";
import { SECTIONS } from "./options.ts";
import type { SectionSpec } from "./options.ts";

/** One chapter a section, each with a table of its keys. Ends in a newline. */
export function configReference(): string {
  return SECTIONS.map(chapter).join("\n\n") + "\n";
}

function chapter(spec: SectionSpec): string {
  const header = spec.shape === "named" ? `${spec.header}:NAME` : spec.header;
  return [
    `## \`[${header}]\``,
    "",
    `${spec.doc}.`,
    "",
    "| Key | Kind | Default | Since | Meaning |",
    "| --- | --- | --- | --- | --- |",
    ...Object.entries(spec.options).map(([key, option]) => row(key, option)),
  ].join("\n");
}

function row(key: string, option: Option): string {
  const cells = [
    `\`${key}\``,
    option.kind,
    defaultCell(option),
    option.since === "denvisor" ? "Denvisor only" : option.since,
    `${option.doc}.`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function defaultCell(option: Option): string {
  if (option.required === true) return "required";
  if (option.default === null) return option.computed ?? "none";
  return option.default === "" ? "empty" : `\`${option.default}\``;
}
