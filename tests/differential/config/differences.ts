/**
 * Every difference to the installed Supervisor that is wanted, and nothing else may differ. `B-` and
 * `K-` numbers are those of the list of oddities; `V-` marks what changed between its versions 4.2
 * and 4.4, `D-` what is decided or cannot be otherwise.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { Mismatch } from "./compare.ts";
import type { LoadPair } from "./load_case.ts";

/** One wanted difference: a message that only this loader has, or a mismatch that is meant. */
export interface Difference {
  readonly id: string;
  readonly what: string;
  /** Supervisor's version that has what this loader does; older ones differ. */
  readonly version?: "4.4";
  /** Problems that Supervisor does not see. Without them the configuration has to fare as there. */
  readonly refusal?: RegExp;
  readonly explains?: (mismatch: Mismatch, pair: LoadPair) => boolean;
}

/** The list. Each entry is seen at least once in the tests. */
export const DIFFERENCES: readonly Difference[] = [
  {
    id: "B-05",
    what: "an unknown later member of a group is blamed on the group, not on the member before it",
    explains: messages(/^\[(?:fcgi-)?program:.*\] names? /s, /^\[group:.*\] names? /s),
  },
  {
    id: "B-08",
    what: "errors about FastCGI sockets are sentences, not Python tuples",
    explains: messages(/^\('.*\) in \[/s, / in \[.*\] socket$/s),
  },
  {
    id: "B-24",
    what: "a byte order mark is skipped",
    explains: ({ path }, { subject }) => path === "verdict" && subject.text.includes("\ufeff"),
  },
  {
    id: "B-25",
    what: "an included file that cannot be read is a warning, not said to be included",
    explains: ({ path, theirs, ours }) => {
      if (path !== "infos") return false;
      const lines = ours as readonly string[];
      const missing = (theirs as readonly string[]).filter((line) => !lines.includes(line));
      return missing.every((line) => /\/(?:conf\.d|bad|sub)" during parsing$/.test(line));
    },
  },
  {
    id: "B-30",
    what: "blanks around the name of an event listener are not part of its group's name",
    explains: ({ path }, { theirs }) => {
      if (theirs.verdict !== "accepted") return false;
      const names = theirs.values.get("group_order") as readonly string[];
      const blank = names.filter((name) => name !== name.trim());
      return (path === "group_order" && blank.length > 0) ||
        blank.some((name) =>
          path.startsWith(`groups.${name}.`) || path.startsWith(`groups.${name.trim()}.`)
        );
    },
  },
  {
    id: "B-32",
    what: "0 and the words that stand for no signal are refused as stopsignal",
    refusal: /^value .* is not a valid signal (?:name|number) in section/,
    explains: () => false,
  },
  {
    id: "B-33",
    what: "a program whose processes all have one name is refused",
    refusal: /^process_name gives the same name /,
  },
  {
    id: "B-33",
    what: "of several members of a group with one name only the last is listed, as it is run",
    explains: ({ path, theirs }) =>
      path.endsWith(".process_order") && hasDuplicates(theirs as readonly string[]),
  },
  {
    id: "B-44",
    what: "an empty member of a group is named as such, even where a section has no name",
    refusal: / names a program without a name /,
    explains: ({ path, theirs }) =>
      path === "message" && /names unknown program or fcgi-program ?$/.test(String(theirs)),
  },
  {
    id: "B-45",
    what: "sections without a name are refused",
    refusal: /^section \[.*\] has no name after its colon$/s,
  },
  {
    id: "K-34",
    what: "of several groups with one name only the first is listed, as only it is active",
    explains: ({ path, theirs }) =>
      path === "group_order" && hasDuplicates(theirs as readonly string[]),
  },
  {
    id: "D-01",
    what: "a format without a name, which prints all names and values, is refused",
    refusal: /badly formatted: %. needs a name, as in /,
    explains: ({ theirs }) => /\{'(?:here|ENV_)/.test(JSON.stringify(theirs)),
  },
  {
    id: "D-02",
    what: "a callable that cannot be loaded is named in one way",
    explains: messages(
      /EntryPoint must be in|cannot be resolved within/,
      /cannot be resolved within/,
    ),
  },
  {
    id: "D-03",
    what: "invalid UTF-8 is named with its file",
    explains: messages(/codec can't decode/, /not valid UTF-8/),
  },
  {
    id: "D-04",
    what: "an empty name of a log file is no log file",
    explains: ({ path, theirs, ours }) =>
      path.endsWith("_logfile") && theirs === "" && ours === null,
  },
  {
    id: "D-05",
    what: "an empty user name, which asks for no password, is no credentials",
    explains: ({ path, theirs, ours }) =>
      path === "servers" && isDeepStrictEqual(
        (theirs as readonly Record<string, unknown>[]).map((server) =>
          server["username"] === "" ? { ...server, username: null, password: null } : server
        ),
        ours,
      ),
  },
  {
    id: "D-06",
    what: "of several unknown events the first is named, not any",
    explains: messages(/^Unknown event type /, /^Unknown event type /),
  },
  {
    id: "V-01",
    version: "4.4",
    what: "environment= is read by a POSIX lexer, with escapes and joined quoted parts",
    explains: (mismatch, { subject }) =>
      /["'\\#]/.test(subject.text) && /environment\s*[=:]/i.test(subject.text) &&
      (concernsEnvironment(mismatch) || takesEscapedValue(mismatch, subject.text)),
  },
  {
    id: "V-02",
    version: "4.4",
    what: "[supervisord] environment is expanded once, not twice",
    explains: (mismatch, { subject }) =>
      /environment\s*[=:].*(?:%%|%\(host_node_name\))/i.test(subject.text) &&
      concernsEnvironment(mismatch),
  },
];

function messages(theirs: RegExp, ours: RegExp): NonNullable<Difference["explains"]> {
  return (mismatch) =>
    mismatch.path === "message" && theirs.test(String(mismatch.theirs)) &&
    ours.test((mismatch.ours as readonly string[])[0] ?? "");
}

function concernsEnvironment({ path, theirs, ours }: Mismatch): boolean {
  return path.endsWith("environment") ||
    (["verdict", "message"].includes(path) &&
      /environment|key\/value pairs|closing quotation|escaped character|ENV_/.test(
        JSON.stringify([theirs, ours]),
      ));
}

function takesEscapedValue({ path }: Mismatch, text: string): boolean {
  return path.startsWith("groups.") && text.includes("%(ENV_A)s") && text.includes("\\");
}

function hasDuplicates(names: readonly string[] = []): boolean {
  return new Set(names).size < names.length;
}
