// needs: supervisor python3
import assert from "node:assert/strict";
import { succeed } from "#tests/support/command.ts";
import { isAlive, processFacts } from "#tests/support/proc.ts";
import { until } from "#tests/support/deadline.ts";
import { PYTHON } from "#tests/support/python.ts";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Run } from "./scenario/scenario.ts";
import { ctl, look, pidOf, rpc, snapshot, untilFile, untilState } from "./scenario/steps.ts";

registerScenarios([
  {
    name: "A second daemon on the same socket refuses to start",
    rows: ["CLI-025", "HTTP-002", "PROC-043"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stderr_logfile: at.at("a.err"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      look("start a second one", async (run) => {
        const { code, stderr } = await run.home.launch(["-n", "-c", run.place.config]);
        return { code, error: stderr.split("\n")[0] };
      }),
      look(
        "the first one's pidfile",
        async (run) => await Deno.readTextFile(run.place.pidfile) === `${run.subject.pid}\n`,
      ),
      snapshot(),
      rpc("stopProcess", "a"),
    ],
    // The second one writes a few lines into the same activity log before it gives up.
    log: (lines) => lines.filter((line) => /(spawned|success|stopped).*\ba\b/.test(line)),
  },
  {
    name: "A socket that nobody listens on is taken over",
    rows: ["HTTP-002", "PROC-043"],
    prepare: async (at) => {
      const script = "import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])";
      await succeed([PYTHON, "-c", script, at.socket]);
    },
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      snapshot(),
      look("it was said", async (run) => {
        const said = `${await run.subject.log()}${run.subject.stderr()}`;
        return said.includes(`Unlinking stale socket ${run.place.socket}`);
      }),
    ],
    ignoreLog: /Unlinking stale socket/,
  },
  {
    name: "Without -n the daemon runs in the background, in its directory with its umask",
    rows: ["PROC-044", "PROC-045", "CLI-007", "CLI-008", "CFG-057", "CFG-058", "CFG-065"],
    daemon: false,
    prepare: (at) => Deno.mkdir(at.at("work")),
    frame: (at) => ({
      supervisord: { nodaemon: "false", directory: at.at("work"), umask: "027" },
    }),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"out x"'),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      look("start", (run) => run.home.launch(["-c", run.place.config])),
      untilFile("daemon.pid", 2),
      untilFile("a.log", 2),
      look("facts of the daemon", async (run) => {
        const pid = Number(await Deno.readTextFile(run.place.pidfile));
        const facts = processFacts(pid);
        return {
          streams: [facts.fds[0], facts.fds[1], facts.fds[2]],
          ownGroup: facts.pgid !== processFacts(Deno.pid).pgid,
          ownSession: facts.sid !== processFacts(Deno.pid).sid,
          cwd: facts.cwd,
          umask: facts.umask,
        };
      }),
      ctl("status"),
      look("facts of the child", async (run) => {
        const { cwd, umask } = processFacts(await childPid(run));
        return { cwd, umask };
      }),
      ctl("shutdown"),
      look("until it is gone", async (run) => {
        const gone = () => run.home.inhabitants().length === 0;
        await until(gone, { within: 15_000, what: "the daemon to end" });
        return "gone";
      }),
    ],
  },
  {
    name: "With -n directory and umask of the daemon are not applied",
    rows: ["PROC-044", "CFG-057", "CFG-065", "CLI-002"],
    prepare: (at) => Deno.mkdir(at.at("work")),
    frame: (at) => ({ supervisord: { directory: at.at("work"), umask: "027" } }),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"out x"'),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      untilFile("a.log", 2),
      look("facts of the child", async (run) => {
        const { cwd, umask } = processFacts(await pidOf(run, "a"));
        return { cwd, umask };
      }),
    ],
  },
]);

/** The pid of program `a` of a background daemon, from its pidfile's children. */
async function childPid(run: Run): Promise<number> {
  const daemon = Number(await Deno.readTextFile(run.place.pidfile));
  const rows = run.home.inhabitants().filter((row) => row.ppid === daemon && isAlive(row.pid));
  const puppet = rows.find((row) =>
    processFacts(row.pid).argv.some((w) => w.endsWith("puppet.py"))
  );
  assert.ok(puppet, "program a runs");
  return puppet.pid;
}
