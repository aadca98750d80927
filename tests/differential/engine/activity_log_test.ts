// needs: supervisor python3
import { until } from "#tests/support/deadline.ts";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Run } from "./scenario/scenario.ts";
import {
  look,
  rpc,
  signalDaemon,
  tell,
  untilFile,
  untilLog,
  untilState,
} from "./scenario/steps.ts";

/** Renames the logs away, as logrotate does. */
const rotateAway = look("rename the logs", async (run: Run) => {
  for (const name of ["activity.log", "a.log", "a.err"]) {
    await Deno.rename(run.place.at(name), run.place.at(`${name}.old`));
  }
});

registerScenarios([
  {
    name: "USR2 opens the logs anew",
    rows: ["PROC-038", "LOG-011"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"out before"', "--do", '"err before"'),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stderr_logfile: at.at("a.err"),
      }),
    log: "whole",
    steps: [
      untilState("a", "RUNNING"),
      untilFile("a.log", 7),
      untilFile("a.err", 7),
      rotateAway,
      signalDaemon("SIGUSR2"),
      untilFile("a.err"),
      untilFile("a.log"),
      untilFile("activity.log"),
      tell("a", "out after"),
      tell("a", "err after"),
      untilFile("a.log", 6),
      untilFile("a.err", 6),
      look("the old activity log's last line", async (run) => {
        const text = await Deno.readTextFile(run.place.at("activity.log.old"));
        return text.trim().split("\n").at(-1);
      }),
    ],
    ignoreLog: /recorder|CRIT/,
  },
  {
    name: "USR2 after copytruncate goes on at the new end",
    rows: ["LOG-011"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"out before"'),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      untilFile("a.log", 7),
      { label: "truncate", act: (run) => Deno.truncate(run.place.at("a.log"), 0) },
      tell("a", "out after"),
      untilFile("a.log", 6),
      signalDaemon("SIGUSR2"),
      untilLog(/logreopen/),
      tell("a", "out last"),
      untilFile("a.log", 11),
    ],
  },
  {
    name: "The echo of the activity log goes to standard output, unless silent",
    rows: ["LOG-003", "LOG-001", "CLI-003", "CFG-059"],
    streams: true,
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [untilState("a", "RUNNING")],
    ignoreLog: /to stop$/,
  },
  {
    name: "A silent daemon prints nothing",
    rows: ["LOG-003", "CLI-003", "CFG-059"],
    streams: true,
    args: () => ["--silent"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [untilState("a", "RUNNING")],
  },
  {
    name: "loglevel=warn leaves out what is merely said",
    rows: ["LOG-001", "CFG-055", "CLI-012"],
    args: () => ["-e", "warn"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [untilState("a", "RUNNING"), rpc("stopProcess", "a")],
  },
  {
    name: "A log of a child may be the daemon's own output",
    rows: ["LOG-018", "LOG-006", "LOG-003"],
    streams: true,
    recorder: false,
    frame: () => ({ supervisord: { logfile: "/dev/null", logfile_maxbytes: "0", silent: "true" } }),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"out to standard output"'),
        startsecs: 0,
        stdout_logfile: "/dev/stdout",
        stdout_logfile_maxbytes: 0,
        stderr_logfile: "/dev/stderr",
        stderr_logfile_maxbytes: 0,
      }) +
      program("b", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: "/dev/fd/1",
        stdout_logfile_maxbytes: 0,
      }),
    steps: [
      untilState("a", "RUNNING"),
      untilState("b", "RUNNING"),
      printed("standard output"),
      tell("a", "err to standard error"),
      printed("standard error"),
      tell("b", "out by number"),
      printed("by number"),
    ],
  },
  {
    name: "The activity log may be the daemon's own output",
    rows: ["LOG-018", "LOG-002"],
    streams: true,
    recorder: false,
    frame: () => ({
      supervisord: { logfile: "/dev/stdout", logfile_maxbytes: "0", silent: "true" },
    }),
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [untilState("a", "RUNNING")],
  },
]);

/** Waits until the daemon has printed a text. */
function printed(text: string) {
  return look(`until '${text}' was printed`, async (run: Run) => {
    const seen = () => `${run.subject.stdout()}${run.subject.stderr()}`.includes(text);
    await until(seen, { within: 10_000, what: `'${text}' in the output` });
  });
}
