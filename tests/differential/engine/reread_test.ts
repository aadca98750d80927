// needs: supervisor python3 util-linux
import assert from "node:assert/strict";
import { type Keys, program, section } from "#tests/support/sections.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import type { RpcFault } from "#tests/support/xmlrpc_client.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Step } from "./scenario/scenario.ts";
import {
  ctl,
  look,
  rewrite,
  rpc,
  snapshot,
  tell,
  untilEvent,
  untilFile,
  untilState,
} from "./scenario/steps.ts";

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
    name: "A reread tells which groups came, changed and went",
    rows: ["PROC-048", "PROC-049", "CTL-009", "CTL-010"],
    config: (at) =>
      program("stays", { command: at.child("puppet.py"), startsecs: 0 }) +
      program("changes", { command: at.child("puppet.py"), startsecs: 0 }) +
      program("goes", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      ...["stays", "changes", "goes"].map((name) => untilState(name, "RUNNING")),
      rpc("reloadConfig"),
      ctl("reread"),
      rewrite(
        "one of each",
        (at) =>
          program("stays", { command: at.child("puppet.py"), startsecs: 0 }) +
          program("changes", { command: at.child("puppet.py"), startsecs: 0, stopsignal: "INT" }) +
          program("comes", { command: at.child("puppet.py"), startsecs: 0 }) +
          program("later", { command: at.child("puppet.py"), autostart: false }),
      ),
      rpc("reloadConfig"),
      rpc("reloadConfig"),
      ctl("reread"),
      snapshot("nothing has happened yet"),
      ctl("update"),
      untilState("comes", "RUNNING"),
      untilState("changes", "RUNNING"),
      ctl("reread"),
      ctl("update"),
      snapshot("after the update"),
    ],
    // The order of names in this report is that in which groups were added.
    ignoreLog: /to die$/,
  },
  {
    name: "An update of some groups leaves the others",
    rows: ["PROC-048", "CTL-010"],
    config: (at) =>
      program("a", { command: at.child("puppet.py"), startsecs: 0 }) +
      program("b", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      untilState("b", "RUNNING"),
      rewrite(
        "both change",
        (at) =>
          program("a", { command: at.child("puppet.py"), startsecs: 0, priority: 5 }) +
          program("b", { command: at.child("puppet.py"), startsecs: 0, priority: 5 }),
      ),
      ctl("update", "a", "nosuch"),
      untilState("a", "RUNNING"),
      ctl("avail"),
      ctl("reread"),
      ctl("update", "all"),
      untilState("b", "RUNNING"),
      ctl("reread"),
    ],
    ignoreLog: /to die$/,
  },
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
  {
    name: "Groups are added and removed by hand",
    rows: ["PROC-050", "PROC-051", "CTL-011", "CTL-012"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      rpc("addProcessGroup", "a"),
      rpc("addProcessGroup", "new"),
      rpc("removeProcessGroup", "a"),
      rpc("removeProcessGroup", "nosuch"),
      rewrite(
        "a second one",
        (at) =>
          program("a", { command: at.child("puppet.py"), startsecs: 0 }) +
          program("new", { command: at.child("puppet.py"), startsecs: 0 }),
      ),
      rpc("addProcessGroup", "new"),
      rpc("reloadConfig"),
      rpc("addProcessGroup", "new"),
      untilState("new", "RUNNING"),
      rpc("addProcessGroup", "new"),
      ctl("add", "new", "nosuch"),
      ctl("remove", "new", "nosuch"),
      rpc("stopProcess", "new"),
      rpc("removeProcessGroup", "new"),
      rpc("getProcessInfo", "new"),
      rpc("addProcessGroup", "new"),
      untilEvent("PROCESS_STATE_RUNNING", "new", 2),
      snapshot(),
    ],
  },
  {
    name: "A reread of a broken file is a fault and changes nothing",
    rows: ["PROC-048", "PROC-052", "CTL-009"],
    config: (at) => program("a", { command: at.child("puppet.py"), startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      ...([
        ["no command", "[program:b]\nautostart=false\n", "program:b"],
        ["bad value", "[program:b]\ncommand=/bin/true\nstartsecs=soon\n", "soon"],
        ["unknown name", "[program:b]\ncommand=%(nonsense)s\n", "nonsense"],
        ["no syntax", "[program:b]\nthis is no option\n", "this is no option"],
        ["unknown member", "[group:g]\nprograms=nosuch\n", "nosuch"],
      ] as const).map(([label, text, named]): Step => ({
        label,
        act: async (run) => {
          await run.rewrite(() => text);
          const fault = await run.subject.rpc("reloadConfig").catch((error) => error) as RpcFault;
          return {
            code: fault.code,
            begins: String(fault.message).startsWith("CANT_REREAD: "),
            names: String(fault.message).includes(named),
          };
        },
      })),
      look("reread by the client", async (run) => {
        const { code, stdout } = await ctl("reread").act(run) as { code: number; stdout: string[] };
        return { code, begins: stdout[0]?.slice(0, 19) };
      }),
      snapshot(),
      rpc("reloadConfig"),
    ],
  },
  {
    name: "Values of the daemon are read anew where they can still take effect",
    rows: ["PROC-052", "CFG-066", "CFG-067", "CFG-068"],
    frame: () => ({ supervisord: { identifier: "before", strip_ansi: "false" } }),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      rpc("getIdentification"),
      {
        label: "change identifier and strip_ansi",
        act: async (run) => {
          const text = await Deno.readTextFile(run.place.config);
          await Deno.writeTextFile(
            run.place.config,
            text.replace("identifier=before", "identifier=after")
              .replace("strip_ansi=false", "strip_ansi=true"),
          );
          return await run.subject.rpc("reloadConfig");
        },
      },
      rpc("getIdentification"),
      tell("a", "outhex 1b5b33316d7265640a"),
      untilFile("a.log", 4),
    ],
    check: (_run, { files }) => assert.ok(files["a.log"]),
  },
  {
    name: "An update of a group restarts all of its members",
    rows: ["PROC-049", "PROC-051", "CTL-010"],
    config: (at) =>
      program("x", { command: at.child("puppet.py"), startsecs: 0 }) +
      program("y", { command: at.child("puppet.py"), startsecs: 0 }) +
      "[group:g]\nprograms=x,y\n",
    steps: [
      untilState("g:x", "RUNNING"),
      untilState("g:y", "RUNNING"),
      rewrite(
        "one member changes",
        (at) =>
          program("x", { command: at.child("puppet.py"), startsecs: 0 }) +
          program("y", { command: at.child("puppet.py"), startsecs: 0, exitcodes: "0,4" }) +
          "[group:g]\nprograms=x,y\n",
      ),
      ctl("update"),
      untilState("g:x", "RUNNING"),
      untilState("g:y", "RUNNING"),
      snapshot(),
    ],
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
