import { program } from "#tests/support/sections.ts";

/** A program for each state in which one rests, killed by a signal and FATAL among them. */
export const RESTING: string = program("cat", { command: "/bin/cat", startsecs: 0 }) +
  program("manual", { command: "/bin/cat", autostart: false }) +
  program("killed", {
    command: "/bin/sh -c 'kill -KILL $$'",
    startsecs: 0,
    autorestart: false,
  }) +
  program("fatal", { command: "/no/such/file", startretries: 0 }) +
  program("starting", { command: "/bin/cat", startsecs: 1000 });

/** A program of several processes, `web:web_0` and so on, that are RUNNING at once. */
export function web(numprocs: number): string {
  return program("web", {
    command: "/bin/cat",
    process_name: "%(program_name)s_%(process_num)d",
    numprocs,
    startsecs: 0,
  });
}
