/**
 * What sections with free keys have in common.
 *
 * @module
 */

import type { Expansions } from "./expand.ts";
import { SectionReader } from "./section_reader.ts";
import type { LoadContext } from "./section_reader.ts";

/** Namespaces of the RPC that are always there, so that no section can bring them. */
export const OWN_NAMESPACES: readonly string[] = ["denvisor", "system"];

/** The headers that start with `prefix`, in order. */
export function sectionsWith(prefix: string, context: LoadContext): readonly string[] {
  return context.document.sections
    .map((section) => section.name)
    .filter((name) => name.startsWith(prefix));
}

/** The arguments of a section: the expanded text of all keys but some, those of `[DEFAULT]` as well. */
export function argumentsOf(
  section: string,
  options: {
    readonly except: readonly string[];
    readonly context: LoadContext;
    readonly names?: Expansions;
  },
): Readonly<Record<string, string>> {
  const { except, context, names } = options;
  const keys = context.document.keys(section).filter((key) => !except.includes(key));
  const table = Object.fromEntries(
    keys.map((key) => [key, { kind: "text", default: null, since: "3.0", doc: "" } as const]),
  );
  const reader = new SectionReader(table, context, {
    section,
    ...(names === undefined ? {} : { names }),
  });
  return Object.fromEntries(keys.map((key) => [key, reader.read(key) ?? ""]));
}
