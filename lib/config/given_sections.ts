/**
 * A configuration that a program gives as an object instead of a file.
 *
 * @module
 */

import type { IniDocument } from "./ini_document.ts";

/**
 * The value of an option. Text is read as in the file, after its `=`: `%(process_num)d` and the like
 * are expanded and a plain percent sign is written `%%`. Other values are turned into such text: lists
 * are joined by commas, a record becomes the quoted pairs of `environment`.
 */
export type GivenValue =
  | string
  | number
  | boolean
  | readonly (string | number)[]
  | Readonly<Record<string, string>>;

/** The options of one section by their names, as in the file; those that are undefined are not given. */
export type GivenOptions = Readonly<Record<string, GivenValue | undefined>>;

/** Sections by their whole names, `program:web`. */
export type GivenSections = Readonly<Record<string, GivenOptions>>;

/** Puts sections into a document. @param file what problems name as their place */
export function addSections(
  document: IniDocument,
  options: { readonly sections: GivenSections; readonly file: string },
): void {
  const origin = { file: options.file, line: 0 };
  for (const [section, given] of Object.entries(options.sections)) {
    document.open(section, origin);
    for (const [key, value] of Object.entries(given)) {
      if (value === undefined) continue;
      document.set(section, { key: key.toLowerCase(), value: { text: textOf(value), origin } });
    }
  }
}

function textOf(value: GivenValue): string {
  if (typeof value !== "object") return String(value);
  if (isList(value)) return value.join(",");
  return Object.entries(value).map(([name, text]) => `${quoted(name)}=${quoted(text)}`).join(",");
}

function isList(value: GivenValue): value is readonly (string | number)[] {
  return Array.isArray(value);
}

/** Inside double quotes a backslash escapes itself and the quote (config.md 6). */
function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
}
