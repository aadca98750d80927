/**
 * Supervisor's INI dialect, line by line as Python's `RawConfigParser` reads it (config.md 2, rows
 * CFG-004 to CFG-011): inline comments after a blank, continuation by indent, last writer wins.
 *
 * @module
 */

import { pythonRepr } from "#lib/text/python_repr.ts";
import type { IniDocument } from "./ini_document.ts";
import { isBlank, strip, stripEnd } from "./python_text.ts";

/** A line that cannot be read. */
export interface IniProblem {
  /** 1-based. */
  readonly line: number;
  /** Supervisor's text: what is wrong, with the path and the line quoted. */
  readonly message: string;
}

/** One file to read. */
export interface IniSource {
  readonly text: string;
  /** Absolute path, for origins. */
  readonly file: string;
  /** The path as messages name it. */
  readonly shown: string;
}

const SECTION = /^\[([^\n]+)\]/;
const OPTION = /[=:]/;

/** Reads one file into `document`. Lines that cannot be read are skipped and reported. */
export function readIni(source: IniSource, document: IniDocument): readonly IniProblem[] {
  const reader = new IniReader(source, document);
  splitLines(source.text).forEach((line, index) => reader.read(line, index + 1));
  return reader.finish();
}

class IniReader {
  readonly #source: IniSource;
  readonly #document: IniDocument;
  readonly #problems: IniProblem[] = [];
  #section: string | null = null;
  #option: { readonly key: string; readonly line: number; readonly parts: string[] } | null = null;
  #indent = 0;
  #headless = false;

  constructor(source: IniSource, document: IniDocument) {
    this.#source = source;
    this.#document = document;
  }

  read(line: string, number: number): void {
    const comment = commentStart(line);
    const value = strip(comment < 0 ? line : line.slice(0, comment));
    if (value === "") {
      if (comment < 0) this.#option?.parts.push("");
      return;
    }
    const indent = indentOf(line);
    if (this.#option !== null && indent > this.#indent) {
      this.#option.parts.push(value);
      return;
    }
    this.#indent = indent;
    const header = SECTION.exec(value);
    if (header !== null) this.#openSection(header[1]!, number);
    else if (this.#section === null) this.#missingHeader(line, number);
    else this.#readOption(value, { line, number });
  }

  finish(): readonly IniProblem[] {
    this.#closeOption();
    return this.#problems;
  }

  #openSection(name: string, number: number): void {
    this.#closeOption();
    this.#section = name;
    this.#document.open(name, { file: this.#source.file, line: number });
  }

  #readOption(value: string, at: { line: string; number: number }): void {
    const delimiter = value.search(OPTION);
    if (delimiter < 0) {
      this.#badLine(at.line, at.number);
      return;
    }
    this.#closeOption();
    const key = stripEnd(value.slice(0, delimiter)).toLowerCase();
    if (key === "") this.#badLine(at.line, at.number);
    else this.#option = { key, line: at.number, parts: [strip(value.slice(delimiter + 1))] };
  }

  #closeOption(): void {
    if (this.#option === null) return;
    const { key, line, parts } = this.#option;
    const value = {
      text: parts.length === 1 ? parts[0]! : stripEnd(parts.join("\n")),
      origin: { file: this.#source.file, line },
    };
    this.#document.set(this.#section!, { key, value });
    this.#option = null;
  }

  /** Python stops at the first such line; what follows up to a header would be the same mistake. */
  #missingHeader(line: string, number: number): void {
    if (this.#headless) return;
    this.#headless = true;
    const message = `File contains no section headers.\nfile: ${pythonRepr(this.#source.shown)}, ` +
      `line: ${number}\n${pythonRepr(line)}`;
    this.#problems.push({ line: number, message });
  }

  #badLine(line: string, number: number): void {
    const message = `Source contains parsing errors: ${pythonRepr(this.#source.shown)}\n` +
      `\t[line ${String(number).padStart(2)}]: ${pythonRepr(line)}`;
    this.#problems.push({ line: number, message });
  }
}

/** Lines with their `\n`; `\r\n` and a lone `\r` end a line too. A byte order mark is dropped (B-24). */
function splitLines(text: string): readonly string[] {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const unified = text.slice(start).replace(/\r\n?/g, "\n");
  return unified.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/**
 * Where a line's comment starts, -1 without one. `;` and `#` count at column 0 or after a blank. Each
 * round looks at the next occurrence of both; the first round in which one counts decides.
 */
function commentStart(line: string): number {
  let semicolon = line.indexOf(";");
  let hash = line.indexOf("#");
  while (semicolon >= 0 || hash >= 0) {
    const first = startsComment(line, semicolon) ? semicolon : -1;
    const second = startsComment(line, hash) ? hash : -1;
    if (first >= 0 || second >= 0) {
      const inline = first < 0 ? second : second < 0 ? first : Math.min(first, second);
      return isFullLineComment(line) ? 0 : inline;
    }
    if (semicolon >= 0) semicolon = line.indexOf(";", semicolon + 1);
    if (hash >= 0) hash = line.indexOf("#", hash + 1);
  }
  return -1;
}

function startsComment(line: string, at: number): boolean {
  return at === 0 || (at > 0 && isBlank(line[at - 1]!));
}

function isFullLineComment(line: string): boolean {
  const first = line[indentOf(line)];
  return first === "#" || first === ";";
}

function indentOf(line: string): number {
  let at = 0;
  while (at < line.length && isBlank(line[at]!)) at++;
  return at;
}
