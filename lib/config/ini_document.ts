/**
 * The sections and values of all files of a configuration, each with the place it came from.
 *
 * @module
 */

import type { Origin } from "./config.ts";

/** One option as written: continuation lines joined by newlines. */
export interface IniValue {
  readonly text: string;
  readonly origin: Origin;
}

/** One section, merged from every place where its header stands. */
export interface IniSection {
  readonly name: string;
  /** The first header. */
  readonly origin: Origin;
  /** By lower-case key, in order of first appearance; the last writer of a key wins. */
  readonly values: ReadonlyMap<string, IniValue>;
}

/** The section whose keys every other section falls back to. */
export const DEFAULT_SECTION = "DEFAULT";

interface MutableSection extends IniSection {
  readonly values: Map<string, IniValue>;
}

/** Grows while files are read; later files override earlier ones key by key (config.md 2 and 4). */
export class IniDocument {
  readonly #sections = new Map<string, MutableSection>();
  readonly #defaults: MutableSection = {
    name: DEFAULT_SECTION,
    origin: { file: "", line: 0 },
    values: new Map(),
  };

  /** Every section but `[DEFAULT]`, in order of first appearance. */
  get sections(): readonly IniSection[] {
    return [...this.#sections.values()];
  }

  /** The keys of `[DEFAULT]`. */
  get defaults(): ReadonlyMap<string, IniValue> {
    return this.#defaults.values;
  }

  section(name: string): IniSection | null {
    return this.#sections.get(name) ?? null;
  }

  /** The value of a key, from `[DEFAULT]` if the section has none; `null` if neither has it. */
  get(section: string, key: string): IniValue | null {
    return this.#sections.get(section)?.values.get(key) ?? this.#defaults.values.get(key) ?? null;
  }

  /** A section's own keys, then those it only has through `[DEFAULT]`. */
  keys(section: string): readonly string[] {
    const own = this.#sections.get(section)?.values.keys() ?? [];
    return [...new Set([...own, ...this.#defaults.values.keys()])];
  }

  /** Opens a section, making it at its first header. */
  open(name: string, origin: Origin): void {
    if (name !== DEFAULT_SECTION && !this.#sections.has(name)) {
      this.#sections.set(name, { name, origin, values: new Map() });
    }
  }

  set(section: string, option: { key: string; value: IniValue }): void {
    this.#target(section).values.set(option.key, option.value);
  }

  /**
   * Puts a directory in the place of each literal `%(here)s`. Supervisor does so after every file
   * when there is an `[include]` section; keys that a section has through `[DEFAULT]` become its own.
   */
  replaceHere(directory: string): void {
    for (const section of this.#sections.values()) {
      for (const key of this.keys(section.name)) {
        const value = this.get(section.name, key)!;
        if (!value.text.includes("%(here)s")) continue;
        const text = value.text.replaceAll("%(here)s", () => directory);
        section.values.set(key, { text, origin: value.origin });
      }
    }
  }

  #target(section: string): MutableSection {
    return section === DEFAULT_SECTION ? this.#defaults : this.#sections.get(section)!;
  }
}
