/**
 * The client on a terminal, with a daemon of its own.
 *
 * @module
 */

import type { Subject } from "#tests/support/daemon.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { type PtyAnswer, type PtyOptions, type PtyStep, runOnTerminal } from "./pty.ts";

/** The shell waits for a line. */
export const PROMPT: PtyStep = { expect: "supervisor> " };

const PROGRAMS = `
[program:cat]
command=/bin/cat
startsecs=0

[program:manual]
command=/bin/cat
autostart=false

[program:web]
command=/bin/cat
process_name=w_%(process_num)d
numprocs=2
startsecs=0

[program:paint]
command=/bin/sh -c "printf '\\033[31mred\\033[0m \\033]0;title\\007 \\033[2J end\\n'; exec cat"
startsecs=0
stdout_logfile=@DIR@/paint.log

[program:stubborn]
command=/bin/sh -c "trap '' TERM; echo ready; exec sleep 1000"
startsecs=0
stopwaitsecs=3
stdout_logfile=@DIR@/stubborn.log

[program:deaf]
command=/bin/sh -c "trap '' TERM; echo ready; exec sleep 1000"
startsecs=0
stopwaitsecs=1000
stdout_logfile=@DIR@/deaf.log
`;

/** Programs to be seen, followed and stopped on a terminal. */
export function terminalConfig(place: SubjectPlace): string {
  return framed(place, PROGRAMS.replaceAll("@DIR@", place.dir));
}

/** Runs the client on a terminal: `line` are its words after the configuration. */
export async function onTerminal(
  subject: Subject,
  line: string,
  options: PtyOptions & { readonly steps?: readonly PtyStep[] } = {},
): Promise<PtyAnswer> {
  const words = line === "" ? [] : line.split(" ");
  return await runOnTerminal("svctl", ["-c", subject.place.config, ...words], {
    ...options,
    steps: options.steps ?? [],
  });
}
