/**
 * The sample configuration of `denvisord --sample-conf`, generated from the table (`CLI-026`).
 *
 * @module
 */

import type { Option } from "./options/option.ts";
import { SECTIONS } from "./options.ts";
import type { SectionSpec } from "./options.ts";

const COMMENT_COLUMN = 34;

const INTRODUCTION = [
  "Sample configuration: every section and every option.",
  "",
  "What starts with a semicolon is off, and shows the default or else an example.",
  "A comment behind a value needs a blank before its semicolon.",
  "Percent signs are doubled; %(ENV_HOME)s stands for a variable of the environment,",
  "%(here)s for the directory of this file. A longer line goes on in indented ones.",
];

/** The sections that a first try needs. */
const ACTIVE: ReadonlySet<string> = new Set([
  "unix_http_server",
  "supervisord",
  "rpcinterface",
  "supervisorctl",
]);

/** What stands after the colon in the headers that want a name. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ["rpcinterface", "supervisor"],
  ["program", "theprogramname"],
  ["fcgi-program", "thefcgiprogramname"],
  ["eventlistener", "theeventlistenername"],
  ["group", "thegroupname"],
]);

/**
 * The text of the sample. It loads without a word, under Supervisor too, and what is on is a default,
 * but for the paths.
 */
export function sampleConfig(): string {
  const parts = [
    INTRODUCTION.map((line) => line === "" ? ";" : `; ${line}`).join("\n"),
    ...SECTIONS.map(sectionText),
  ];
  return parts.join("\n\n") + "\n";
}

function sectionText(spec: SectionSpec): string {
  const active = ACTIVE.has(spec.header);
  const name = spec.shape === "named" ? `:${NAMES.get(spec.header) ?? "name"}` : "";
  const lines = [`; ${spec.doc}.`, `${active ? "" : ";"}[${spec.header}${name}]`];
  for (const [key, option] of Object.entries(spec.options)) {
    const setting = `${active && isOn(option) ? "" : ";"}${key}=${shownValue(option)}`;
    lines.push(`${setting.padEnd(COMMENT_COLUMN)} ; ${explanation(option)}`);
  }
  return lines.join("\n");
}

function isOn(option: Option): boolean {
  return option.since !== "denvisor" && (option.required === true || Boolean(option.default));
}

function shownValue(option: Option): string {
  return option.example ?? option.default ?? "";
}

function explanation(option: Option): string {
  const doc = lowerFirst(option.doc);
  if (option.required === true) return `${doc} (required)`;
  const meaning = option.default ?? option.computed ?? "";
  return meaning === shownValue(option) || meaning === "" ? doc : `${doc} (default: ${meaning})`;
}

/** Words in capitals, such as PEM, stay. */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text;
}
