/**
 * What a command has to say: lines for people and scripts, or one JSON value.
 *
 * @module
 */

import type { Tone } from "./render/style.ts";
import type { Terminal } from "./terminal.ts";

/** Anything that JSON can hold. */
export type Json = unknown;

/** Takes the answer of one command. */
export interface Report {
  /** One item of the answer: its line, or its element of the JSON array. */
  item(record: Json, line: string, tone?: Tone): void;
  /** The whole answer: its lines, or the JSON value. */
  document(value: Json, lines: readonly string[]): void;
  /** A line that is no answer: what is wrong, how to use the command. With JSON it goes to stderr. */
  line(text: string, tone?: Tone): void;
  /** Writes what was collected. */
  end(): void;
}

/** Lines, each written at once. */
export class TextReport implements Report {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  item(_record: Json, line: string, tone?: Tone): void {
    this.line(line, tone);
  }

  document(_value: Json, lines: readonly string[]): void {
    if (lines.length > 0) this.#terminal.print(`${lines.join("\n")}\n`);
  }

  line(text: string, tone?: Tone): void {
    this.#terminal.print(`${tone === undefined ? text : this.#terminal.paint(tone, text)}\n`);
  }

  end(): void {}
}

/** One JSON value when the command is done, the items as an array. */
export class JsonReport implements Report {
  readonly #terminal: Terminal;
  readonly #items: Json[] = [];
  #value: Json;
  #answered = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  item(record: Json): void {
    this.#items.push(record);
    this.#value = this.#items;
    this.#answered = true;
  }

  document(value: Json): void {
    this.#value = value;
    this.#answered = true;
  }

  line(text: string): void {
    this.#terminal.printError(`${text}\n`);
  }

  end(): void {
    if (this.#answered) this.#terminal.print(`${JSON.stringify(this.#value, null, 2)}\n`);
  }
}
