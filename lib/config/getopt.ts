/**
 * Command lines as Python's `getopt` reads them: bundled short options, long options by any unique
 * prefix, `--option=value` or `--option value`, and nothing after the first other word (`CLI-021`).
 *
 * @module
 */

/** One option that may be given. */
export interface GetoptSpec {
  /** One letter, `null` when there is none. */
  readonly short: string | null;
  /** Without the dashes, `null` when there is none. */
  readonly long: string | null;
  readonly takesArgument: boolean;
  /** The long name must be spelled out, so that it makes no other prefix ambiguous. */
  readonly exact?: boolean;
}

/** One option that was given. */
export interface GivenOption<S extends GetoptSpec> {
  readonly spec: S;
  /** As messages name it: `-c` or `--configuration`, prefixes completed. */
  readonly name: string;
  /** The argument; empty for a switch. */
  readonly argument: string;
}

/** What a command line was taken apart to. */
export type GetoptResult<S extends GetoptSpec> =
  | {
    readonly ok: true;
    readonly options: readonly GivenOption<S>[];
    readonly rest: readonly string[];
  }
  | { readonly ok: false; readonly message: string };

/** Takes `words` (without the program's name) apart. Stops at `--`, `-` and the first other word. */
export function getopt<S extends GetoptSpec>(
  words: readonly string[],
  specs: readonly S[],
): GetoptResult<S> {
  const scan: Scan<S> = { rest: [...words], options: [], specs };
  while (scan.rest[0]?.startsWith("-") && scan.rest[0] !== "-") {
    const word = scan.rest.shift()!;
    if (word === "--") break;
    const message = word.startsWith("--")
      ? readLong(scan, word.slice(2))
      : readShorts(scan, word.slice(1));
    if (message !== null) return { ok: false, message };
  }
  return { ok: true, options: scan.options, rest: scan.rest };
}

interface Scan<S extends GetoptSpec> {
  readonly rest: string[];
  readonly options: GivenOption<S>[];
  readonly specs: readonly S[];
}

function readLong<S extends GetoptSpec>(scan: Scan<S>, word: string): string | null {
  const equals = word.indexOf("=");
  const name = equals < 0 ? word : word.slice(0, equals);
  const found = findLong(scan.specs, name);
  if (typeof found === "string") return found;
  const option = `--${found.long}`;
  if (!found.takesArgument) {
    if (equals >= 0) return `option ${option} must not have an argument`;
    scan.options.push({ spec: found, name: option, argument: "" });
    return null;
  }
  const argument = equals < 0 ? scan.rest.shift() : word.slice(equals + 1);
  if (argument === undefined) return `option ${option} requires argument`;
  scan.options.push({ spec: found, name: option, argument });
  return null;
}

function findLong<S extends GetoptSpec>(specs: readonly S[], name: string): S | string {
  const exact = specs.find((spec) => spec.long === name);
  if (exact !== undefined) return exact;
  const candidates = specs.filter((spec) => spec.long?.startsWith(name) && spec.exact !== true);
  if (candidates.length > 1) return `option --${name} not a unique prefix`;
  return candidates[0] ?? `option --${name} not recognized`;
}

function readShorts<S extends GetoptSpec>(scan: Scan<S>, letters: string): string | null {
  let left = letters;
  while (left !== "") {
    const letter = String.fromCodePoint(left.codePointAt(0)!);
    left = left.slice(letter.length);
    const spec = scan.specs.find((candidate) => candidate.short === letter);
    if (spec === undefined) return `option -${letter} not recognized`;
    let argument = "";
    if (spec.takesArgument) {
      const taken = left === "" ? scan.rest.shift() : left;
      if (taken === undefined) return `option -${letter} requires argument`;
      argument = taken;
      left = "";
    }
    scan.options.push({ spec, name: `-${letter}`, argument });
  }
  return null;
}
