/**
 * Reads one section by the table: looks a key up, expands it, decodes it, and records a problem with
 * its place where that fails, so that reading goes on.
 *
 * @module
 */

import type { Origin } from "./config.ts";
import { decodeValue } from "./decode.ts";
import { expand } from "./expand.ts";
import type { Expansions } from "./expand.ts";
import type { Findings } from "./findings.ts";
import type { IniDocument } from "./ini_document.ts";
import type { Option, OptionTable, OptionValue } from "./options/option.ts";
import type { PathContext } from "./paths.ts";
import { ValueError } from "./value_error.ts";

/** What every section reader of one run shares. */
export interface LoadContext extends PathContext {
  readonly document: IniDocument;
  readonly findings: Findings;
  /** Decoded defaults: most keys of most programs are left out. */
  readonly defaults: Map<Option, unknown>;
  /** `ENV_X` of the daemon's environment, and of `[supervisord] environment` once that is read. */
  readonly environmentNames: Map<string, string>;
}

/** How a section is read. */
export interface ReaderOptions {
  readonly section: string;
  /** Names beyond the environment's. */
  readonly names?: Expansions;
  /** Appended to every message: ` in section 'program:x' (file: '…')`. */
  readonly suffix?: string;
}

/** One section seen through its table. */
export class SectionReader<T extends OptionTable> {
  readonly section: string;
  readonly #table: T;
  readonly #context: LoadContext;
  readonly #names: readonly Expansions[];
  readonly #suffix: string;

  constructor(table: T, context: LoadContext, options: ReaderOptions) {
    this.#table = table;
    this.#context = context;
    this.section = options.section;
    this.#names = options.names === undefined
      ? [context.environmentNames]
      : [options.names, context.environmentNames];
    this.#suffix = options.suffix ?? "";
  }

  /** The decoded value of a key; `null` if it is absent without a default, or unusable. */
  read<K extends keyof T & string>(key: K): OptionValue<T[K]> {
    type Value = OptionValue<T[K]>;
    const value = this.#context.document.get(this.section, key);
    if (value === null) return this.#default(key) as Value;
    return this.attempt<unknown>(key, () => {
      const text = this.expand(value.text, `${this.section}.${key}`);
      return decodeValue(text, { kind: this.kind(key), context: this.#context });
    }, () => this.#default(key)) as Value;
  }

  /** The text of a key, expanded; the default when it is absent. @throws {ValueError} */
  expanded(key: keyof T & string): string | null {
    const text = this.raw(key);
    return text === null ? null : this.expand(text, `${this.section}.${key}`);
  }

  /** Expands a text with this section's names. @throws {ValueError} */
  expand(text: string, label: string): string {
    return expand(text, { label, names: this.#names });
  }

  /** The text of a key as written; the default when it is absent. */
  raw(key: keyof T & string): string | null {
    return this.#context.document.get(this.section, key)?.text ?? this.#option(key).default;
  }

  /** Whether the key is written, here or in `[DEFAULT]`. */
  has(key: keyof T & string): boolean {
    return this.#context.document.get(this.section, key) !== null;
  }

  /** Runs `work`; a {@linkcode ValueError} becomes a problem at `key` and `standIn` is taken. */
  attempt<V>(key: keyof T & string, work: () => V, standIn: () => V): V {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      this.problem(error.message, key);
      return standIn();
    }
  }

  /** How many problems there are by now, this section's and all others'. */
  get problemCount(): number {
    return this.#context.findings.problemCount;
  }

  /**
   * Records a problem, at a key's line or else at the section's header. Keys that a group has read
   * before its processes are named once, without the processes' suffix.
   */
  problem(message: string, key?: keyof T & string): void {
    const { findings } = this.#context;
    const place = {
      origin: this.origin(key),
      section: this.section,
      ...(key === undefined ? {} : { option: key }),
    };
    if (this.#suffix !== "" && findings.hasProblemAt(place)) return;
    findings.problem(message + this.#suffix, place);
  }

  /** Where a key is written, or the section's header. */
  origin(key?: keyof T & string): Origin {
    const document = this.#context.document;
    const value = key === undefined ? null : document.get(this.section, key);
    return value?.origin ?? document.section(this.section)?.origin ?? { file: "", line: 0 };
  }

  /** The default, which also takes the place of a value that is wrong: the result is not used then. */
  #default(key: keyof T & string): unknown {
    const option = this.#option(key);
    const { defaults } = this.#context;
    if (option.default === null || defaults.has(option)) return defaults.get(option) ?? null;
    const value = decodeValue(option.default, { kind: option.kind, context: this.#context });
    defaults.set(option, value);
    return value;
  }

  /** How values of this key are read. */
  kind(key: keyof T & string): Option["kind"] {
    return this.#option(key).kind;
  }

  #option(key: keyof T & string): Option {
    return this.#table[key]!;
  }
}
