import { DANGER_ANYTHING, INTERPRETER } from "./danger.ts";
import type { PermissionEntry } from "./entry.ts";

/** What to do about helpers, by a word of the reason that each is granted for. */
const BY_REASON: readonly (readonly [pattern: RegExp, advice: string])[] = [
  [/ permissions$/, "remove permissions=open, and list what may come later in allow_run="],
  [
    / (?:stopasgroup|killasgroup)\b/,
    "leave out stopasgroup= and killasgroup= where the program ends its own children",
  ],
  [
    / user: /,
    "give the program a user that belongs to no further groups; such a user needs no setpriv",
  ],
  [
    / environment: /,
    "set no LD_ variable: link the program with an rpath, or list the library in ld.so.conf",
  ],
  [/_syslog$|\] logfile$/, "log to a file in a directory of its own"],
  [
    /CPU and memory/,
    "serve the pages on a UNIX socket only, where they come without these columns",
  ],
  [/killed supervisord/, "needed for one start, after a daemon that was killed"],
  [/ umask$/, "set umask= in [supervisord] or within the program"],
];

/** The change of the config that avoids what `entry` opens beyond its purpose; `undefined` for none. */
export function adviceFor(entry: PermissionEntry): string | undefined {
  const { kind, value, reason, danger } = entry;
  if (danger === undefined) return undefined;
  const known = BY_REASON.find(([pattern]) => pattern.test(reason))?.[1];
  if (known !== undefined) return known;
  if (kind !== "run") return "give it a directory of its own, which nothing else uses";
  if (danger === INTERPRETER) {
    return "make the script executable with a #! line and run it by its own path: only the script is listed then";
  }
  if (danger === DANGER_ANYTHING) return adviceForRunner(value ?? "");
  return "run a program that does just this, by a path of its own";
}

function adviceForRunner(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (/^(?:su|sudo|doas|runuser|gosu|su-exec|setpriv)$/.test(name)) {
    return "write the program itself in command=, and its user in user=";
  }
  if (name === "env") {
    return "write the program itself in command=, and its variables in environment=";
  }
  return `write the program itself in command=, by its path, without ${name}; ` +
    "what the line does beside it belongs into an executable script with a #! line";
}
