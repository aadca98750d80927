// needs: supervisor python3 util-linux
/** What a reread takes for a change. */
import assert from "node:assert/strict";
import { type Keys, program, section } from "#tests/support/sections.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Step } from "./scenario/scenario.ts";

/** The program whose every key is changed in turn. */
const BASE: Keys = {
  command: "/bin/sleep 1000",
  autostart: false,
  stdout_logfile: "NONE",
  stderr_logfile: "NONE",
};

/** A change of the program's keys and what `reloadConfig` says to it. */
function change(label: string, keys: Keys, rest = ""): Step {
  return {
    label,
    act: async (run) => {
      await run.rewrite(() => program("p", { ...BASE, ...keys }) + rest);
      return await run.subject.rpc("reloadConfig");
    },
  };
}

function logs(at: SubjectPlace): Keys {
  return { stdout_logfile: at.at("out.log"), stderr_logfile: at.at("err.log") };
}

registerScenarios([
  {
    name: "A change of any key of a program is seen",
    rows: ["PROC-049"],
    recorder: false,
    config: () => program("p", BASE),
    steps: [
      change("no change", {}),
      change("command", { command: "/bin/sleep 1001" }),
      change("directory", { directory: "/" }),
      change("umask", { umask: "077" }),
      change("user", { user: "nobody" }),
      change("priority", { priority: 5 }),
      change("autostart", { autostart: true }),
      change("autorestart", { autorestart: true }),
      change("startsecs", { startsecs: 2 }),
      change("startretries", { startretries: 9 }),
      change("exitcodes", { exitcodes: "0,1" }),
      change("stopsignal", { stopsignal: "INT" }),
      change("stopwaitsecs", { stopwaitsecs: 3 }),
      change("stopasgroup", { stopasgroup: true }),
      change("killasgroup", { killasgroup: true }),
      change("redirect_stderr", { redirect_stderr: true }),
      change("environment", { environment: "A=1" }),
      change("serverurl", { serverurl: "http://x:1" }),
      change("stdout_logfile to AUTO", { stdout_logfile: "AUTO" }),
      change("stdout_logfile_maxbytes", { stdout_logfile_maxbytes: 5 }),
      change("stdout_logfile_backups", { stdout_logfile_backups: 5 }),
      change("stdout_capture_maxbytes", { stdout_capture_maxbytes: 5 }),
      change("stdout_events_enabled", { stdout_events_enabled: true }),
      change("stdout_syslog", { stdout_syslog: true }),
      change("stderr_logfile_maxbytes", { stderr_logfile_maxbytes: 5 }),
      change("stderr_logfile_backups", { stderr_logfile_backups: 5 }),
      change("stderr_capture_maxbytes", { stderr_capture_maxbytes: 5 }),
      change("stderr_events_enabled", { stderr_events_enabled: true }),
      change("stderr_syslog", { stderr_syslog: true }),
      change("an unknown key", { nonsense: 1 }),
      change("the same values written differently", { startsecs: "01", priority: "0999" }),
      change("more processes", { numprocs: 2, process_name: "p%(process_num)d" }),
      change("another process name", { process_name: "q" }),
      change("a group around it", {}, "[group:g]\nprograms=p\n"),
      change("another program", {}, program("q", BASE)),
      {
        label: "environment of all programs",
        act: async (run) => {
          const text = await Deno.readTextFile(run.place.config);
          await Deno.writeTextFile(
            run.place.config,
            text.replace("[supervisord]", "[supervisord]\nenvironment=ALL=1"),
          );
          return await run.subject.rpc("reloadConfig");
        },
      },
      change("back to the beginning", {}),
    ],
  },
  {
    name: "A log path for AUTO is a change, AUTO for a log path is not",
    rows: ["PROC-049", "CFG-090"],
    recorder: false,
    config: (at) =>
      program("file", { ...BASE, ...logs(at) }) +
      program("auto", { command: "/bin/sleep 1000", autostart: false }) +
      program("none", BASE),
    steps: ["AUTO", "NONE", "FILE"].map((target) => ({
      label: `all to ${target}`,
      act: async (run) => {
        const keys = (at: SubjectPlace): Keys =>
          target === "FILE" ? logs(at) : { stdout_logfile: target, stderr_logfile: target };
        await run.rewrite((at) =>
          ["file", "auto", "none"].map((name) => program(name, { ...BASE, ...keys(at) })).join("")
        );
        return await run.subject.rpc("reloadConfig");
      },
    })),
  },
  {
    name: "Changes of groups and listeners are seen",
    rows: ["PROC-049"],
    recorder: false,
    config: (at) => groups(at, {}),
    steps: [
      regroup("no change", {}),
      regroup("group priority", { priority: 3 }),
      regroup("group order", { programs: "b,a" }),
      regroup("fewer members", { programs: "a" }),
      regroup("listener events", { events: "TICK_60" }),
      regroup("listener buffer", { buffer: 77 }),
      regroup("socket", { socket: "tcp://127.0.0.1:1" }),
      regroup("socket owner and mode", { fcgi: { socket_mode: "0777", socket_owner: "nobody" } }),
      regroup("socket backlog", { fcgi: { socket_backlog: 5 } }),
    ],
    wanted: [{
      ref: "B-36",
      why: "supervisord leaves the socket file of its trial behind",
      adjust: (expected) => {
        assert.ok("f.sock" in expected.files, "supervisord left a socket");
        delete expected.files["f.sock"];
      },
    }],
  },
]);

interface Grouping {
  readonly programs?: string;
  readonly priority?: number;
  readonly events?: string;
  readonly buffer?: number;
  readonly socket?: string;
  readonly fcgi?: Keys;
}

function groups(at: SubjectPlace, changed: Grouping): string {
  return program("a", BASE) + program("b", BASE) +
    section("group:g", {
      programs: changed.programs ?? "a,b",
      priority: changed.priority ?? 999,
    }) +
    section("eventlistener:l", {
      ...BASE,
      events: changed.events ?? "TICK_3600",
      buffer_size: changed.buffer ?? 10,
    }) +
    section("fcgi-program:f", {
      ...BASE,
      socket: changed.socket ?? `unix://${at.at("f.sock")}`,
      ...changed.fcgi,
    });
}

function regroup(label: string, changed: Grouping): Step {
  return {
    label,
    act: async (run) => {
      await run.rewrite((at) => groups(at, changed));
      return await run.subject.rpc("reloadConfig");
    },
  };
}
