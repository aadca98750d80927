/**
 * What the two clients say, with everything taken out that may differ: pids, times and places; the
 * wording of help; Python's class and source line in `error:` lines; the mends of `oddities.md` B.
 *
 * @module
 */

import type { Finished } from "#tests/support/command.ts";
import { normaliseText, type RunFacts } from "#tests/support/normalise.ts";
import type { ClientKind } from "./clients.ts";

/** A client's answer as it is compared. */
export interface Canonical {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The comparable form of what a client did. */
export function canonical(kind: ClientKind, finished: Finished, facts: RunFacts): Canonical {
  const { code, stdout, stderr } = kind === "supervisorctl" ? afterInterrupt(finished) : finished;
  const tidy = (text: string) =>
    normaliseText(kind === "supervisorctl" ? pythonText(text) : ownText(text), facts)
      .replaceAll(PID_LINE, "$1PID");
  return {
    code,
    stdout: withoutHelp(tidy(stdout)),
    stderr: tidy(stderr),
  };
}

/** What supervisorctl says of Ctrl-C when it comes while bytes of a log are being dealt with. */
export const INTERRUPTED_WHILE_READING: RegExp =
  /^.* Cannot connect, error: <class 'KeyboardInterrupt'> \(\)$/gm;

/** Now and then it takes Ctrl-C for a failure of the connection; usually it prints an empty line. */
function afterInterrupt(finished: Finished): Finished {
  const stderr = finished.stderr.replaceAll(INTERRUPTED_WHILE_READING, "").replace(/^\n$/, "");
  return stderr === finished.stderr ? finished : {
    ...finished,
    stderr,
    stdout: `${finished.stdout}\n`,
  };
}

/** What `pid` prints, perhaps behind a prompt; 0 stays, it says that nothing runs. */
const PID_LINE = /^((?:.*> )?)[1-9]\d*$/gm;

const PYTHON_RULES: readonly (readonly [RegExp, string])[] = [
  // error: TYPE, TEXT: file: F line: N
  [/^(.*error: )<class '[^']*'>, (.*): file: \S+ line: \d+$/gm, "$1$2"],
  // Cannot connect, error: TYPE (TEXT)
  [/(Cannot connect, error: )<class '[^']*'> \((.*)\)$/gm, "$1$2"],
  [/^For help, use \S*supervisorctl -h$/gm, "For help, use CLIENT -h"],
  // B-21
  [
    /^Server requires authentication\nerror: <ProtocolError for 127.0.0.1\/RPC2: 401 Unauthorized>$/gm,
    "Server requires authentication",
  ],
  // B-22
  [/^(\S+):None: ERROR/gm, "$1:*: ERROR"],
  // Python warns with the source line of its own getpass module.
  [/^.*GetPassWarning: .*\n.*\n/gm, ""],
];

const OWN_RULES: readonly (readonly [RegExp, string])[] = [
  [/^(.*error: \[Errno -?\d+\] [^:\n]*): (unix|http):\/\/\S+$/gm, "$1"],
  [/^(error: Unknown result code \d+ for [^:\n]+(?::[^:\n ]+)?): [A-Z].*$/gm, "$1"],
  [/^For help, use svctl -h$/gm, "For help, use CLIENT -h"],
  // Where in the file the mistake is.
  [/^\/\S+:\d+: \[\S+\] .*\n/gm, ""],
  // A block of help for each who brought commands; Supervisor's own comes first.
  [/\n\ndenvisor commands \(type help <topic>\):\n=+\n(.+\n)+\n$/g, "\n"],
];

function pythonText(text: string): string {
  return PYTHON_RULES.reduce((result, [pattern, by]) => result.replaceAll(pattern, by), text);
}

function ownText(text: string): string {
  return OWN_RULES.reduce((result, [pattern, by]) => result.replaceAll(pattern, by), text);
}

/** The words of help are each program's own: that there is some is what is compared. */
function withoutHelp(text: string): string {
  return text.replace(/^((?:Error: .*|ERROR: no process name supplied)\n)[^]+$/, "$1HELP\n");
}
