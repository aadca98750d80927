// needs: supervisor python3
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Scenario, Step } from "./scenario/scenario.ts";
import {
  ctl,
  look,
  rewrite,
  rpc,
  signalDaemon,
  snapshot,
  untilExit,
  untilFile,
  untilLog,
  untilRecorded,
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
      untilRecorded(),
      signalDaemon(signal),
      untilExit(),
    ],
  };
}

/** A HUP that supervisord does not survive. */
function refusedHup({ name, change }: { readonly name: string; readonly change: Step }): Scenario {
  return {
    name,
    rows: ["PROC-037"],
    recorder: false,
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    log: (lines) => lines.filter((line) => /SIGHUP|stopped: a/.test(line)).slice(0, 2),
    steps: [
      untilState("a", "RUNNING"),
      change,
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
  };
}

registerScenarios([
  endedBy("SIGTERM"),
  endedBy("SIGINT"),
  endedBy("SIGQUIT"),
  {
    name: "The shutdown method ends the daemon",
    rows: ["PROC-036", "RPC-025", "CLI-024"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [untilState("a", "RUNNING"), untilRecorded(), ctl("shutdown"), untilExit()],
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
      untilRecorded(),
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
      untilRecorded(),
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
      untilRecorded(),
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
  refusedHup({
    name: "HUP with a broken file leaves everything running",
    change: rewrite("without a command", () => "[program:a]\nstartsecs=0\n"),
  }),
  refusedHup({
    name: "HUP with an address that cannot be listened on leaves everything running",
    change: rewrite(
      "on somebody else's address",
      (at) =>
        "[inet_http_server]\nport=192.0.2.1:9\n" +
        program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    ),
  }),
]);
