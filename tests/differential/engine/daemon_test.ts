// needs: supervisor python3
import assert from "node:assert/strict";
import { isAlive, processFacts } from "#tests/support/proc.ts";
import { until } from "#tests/support/deadline.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Run, Scenario } from "./scenario/scenario.ts";
import { program } from "./scenario/sections.ts";
import {
  ctl,
  look,
  pidOf,
  rewrite,
  rpc,
  signalDaemon,
  snapshot,
  tell,
  untilExit,
  untilFile,
  untilLog,
  untilState,
} from "./scenario/steps.ts";

/** A daemon that is ended by a signal while a program runs. */
function endedBy(signal: Deno.Signal): Scenario {
  return {
    name: `${signal} ends the daemon in order`,
    rows: ["PROC-036", "PROC-045", "CLI-024", "HTTP-017"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    frame: () => ({ tcp: true }),
    steps: [
      untilState("a", "RUNNING"),
      look(
        "the pidfile's text",
        (run) =>
          Deno.readTextFile(run.place.pidfile).then((text) => text === `${run.subject.pid}\n`),
      ),
      look("the pidfile's mode", async (run) => (await Deno.stat(run.place.pidfile)).mode),
      rpc("getState"),
      signalDaemon(signal),
      untilExit(),
    ],
  };
}

/** Renames the logs away, as logrotate does. */
const rotateAway = look("rename the logs", async (run: Run) => {
  for (const name of ["activity.log", "a.log", "a.err"]) {
    await Deno.rename(run.place.at(name), run.place.at(`${name}.old`));
  }
});

registerScenarios([
  endedBy("SIGTERM"),
  endedBy("SIGINT"),
  endedBy("SIGQUIT"),
  {
    name: "The shutdown method ends the daemon",
    rows: ["PROC-036", "RPC-025", "CLI-024"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [untilState("a", "RUNNING"), ctl("shutdown"), untilExit()],
  },
  {
    name: "During a shutdown every method of the daemon says so",
    rows: ["RPC-043", "PROC-036", "PROC-037"],
    config: (at) =>
      program("slow", {
        command: at.child(
          "puppet.py",
          ...["--ignore", "TERM", "--ready", at.scratch("ready")],
          ...["--when", `${at.scratch("go")}=0`],
        ),
        startsecs: 0,
        stopwaitsecs: 60,
      }),
    steps: [
      untilFile("scratch/ready", 1),
      untilState("slow", "RUNNING"),
      rpc("shutdown"),
      untilLog(/waiting for .* to die/),
      rpc("getState"),
      rpc("getAllProcessInfo"),
      rpc("startProcess", "slow"),
      rpc("shutdown"),
      rpc("restart"),
      ctl("status"),
      ctl("shutdown"),
      ctl("reload"),
      ctl("update"),
      signalDaemon("SIGHUP"),
      untilLog(/ignored SIGHUP/),
      { label: "let it end", act: (run) => Deno.writeTextFile(run.place.scratch("go"), "") },
      untilExit(),
    ],
  },
  {
    name: "HUP starts over in the same process with the file as it is now",
    rows: ["PROC-037", "PROC-043", "LOG-008"],
    config: (at) =>
      program("stays", { command: at.child("puppet.py"), startsecs: 0 }) +
      program("goes", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("stays", "RUNNING"),
      untilState("goes", "RUNNING"),
      rewrite(
        "another program",
        (at) =>
          program("stays", { command: at.child("puppet.py"), startsecs: 0 }) +
          program("comes", { command: at.child("puppet.py"), startsecs: 0 }),
      ),
      signalDaemon("SIGHUP"),
      untilLog(/supervisord started/, 2),
      untilState("comes", "RUNNING"),
      untilState("stays", "RUNNING"),
      look(
        "the pid is the same",
        async (run) => await run.subject.rpc("getPID") === run.subject.pid,
      ),
      snapshot(),
    ],
  },
  {
    name: "The restart method starts over in the same process",
    rows: ["PROC-037", "RPC-023", "PROC-045"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      ctl("reload"),
      untilLog(/supervisord started/, 2),
      untilState("a", "RUNNING"),
      look(
        "the pidfile is right",
        async (run) => await Deno.readTextFile(run.place.pidfile) === `${run.subject.pid}\n`,
      ),
      snapshot(),
    ],
  },
  {
    name: "HUP with a broken file leaves everything running",
    rows: ["PROC-037"],
    recorder: false,
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    log: (lines) => lines.filter((line) => /SIGHUP|stopped: a/.test(line)).slice(0, 2),
    steps: [
      untilState("a", "RUNNING"),
      rewrite("without a command", () => "[program:a]\nstartsecs=0\n"),
      signalDaemon("SIGHUP"),
      untilLog(/SIGHUP/),
      look("what becomes of the daemon", async (run) => {
        const outcome = () =>
          run.subject.exit() !== null || run.subject.log().then((log) => / ERRO /.test(log));
        await until(outcome, { within: 15_000, what: "an end or an error" });
        return run.subject.exit() ?? await run.subject.rpc("getProcessInfo", "a");
      }),
    ],
    wanted: [{
      ref: "B-07",
      why: "supervisord stops everything, then dies with status 2",
      adjust: (expected) => {
        const outcome = expected.results[0];
        assert.deepEqual(outcome?.[1], { code: 2, signal: null });
        outcome[1] = "RUNNING";
        expected.exit = { code: 0, signal: null };
        // The program was not stopped by the HUP, only by the TERM at the end.
        assert.equal(expected.log[""]?.length, 2);
        expected.files = {
          "childlogs/a-stderr---supervisor-RANDOM.log": '0600 ""',
          "childlogs/a-stdout---supervisor-RANDOM.log": '0600 ""',
        };
      },
    }],
    check: (run, observed) => {
      if (run.kind === "supervisord") return;
      const outcome = observed.results[0] as [string, Record<string, unknown>];
      observed.results[0] = [outcome[0], outcome[1]["statename"]];
    },
  },
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
      const args = ["-c", script, at.socket];
      const { success } = await new Deno.Command("/usr/bin/python3", { args }).output();
      assert.ok(success);
    },
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [untilState("a", "RUNNING"), snapshot()],
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
