// needs: supervisor python3 util-linux
import assert from "node:assert/strict";
import { program } from "#tests/support/sections.ts";
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
