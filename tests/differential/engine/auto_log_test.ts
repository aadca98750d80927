// needs: supervisor python3
/** Logs that the daemon names itself. */
import assert from "node:assert/strict";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import { snapshot, untilFile, untilState } from "./scenario/steps.ts";

registerScenarios([
  {
    name: "Automatic logs are private and named after process and identifier",
    rows: ["LOG-007", "CFG-063", "CFG-068"],
    frame: () => ({ supervisord: { identifier: "unit.1" } }),
    config: (at) =>
      program("a", { command: at.child("puppet.py", "--do", '"out x"'), startsecs: 0 }) +
      program("b", {
        command: at.child("puppet.py", "--do", '"err y"'),
        startsecs: 0,
        redirect_stderr: true,
      }) +
      program("late", { command: "/bin/true", autostart: false }),
    steps: [
      untilState("a", "RUNNING"),
      untilState("b", "RUNNING"),
      {
        label: "until both wrote",
        act: async (run) => {
          for (const name of ["a", "b"]) {
            const { stdout_logfile } = await run.subject.rpc("getProcessInfo", name) as {
              stdout_logfile: string;
            };
            await untilFile(stdout_logfile.slice(run.place.dir.length + 1), 2).act(run);
          }
        },
      },
      snapshot(),
    ],
  },
  {
    name: "Automatic logs of earlier runs are removed at the start, others stay",
    rows: ["LOG-008", "PROC-043"],
    frame: () => ({ supervisord: { identifier: "unit" } }),
    prepare: async (at) => {
      for (
        const name of [
          "a-stdout---unit-abc12345.log",
          "a-stdout---unit-abc12345.log.1",
          "a-stderr---unit-abc12345.log.99",
          "gone-stdout---unit-zzzzzzzz.log",
          "a-stdout---other-abc12345.log",
          "a-stdout--unit-abc12345.log",
          "---unit-abc12345.log",
          "a-stdout---unit-abc12345.txt",
          "unrelated.log",
        ]
      ) await Deno.writeTextFile(at.at("childlogs", name), "old\n");
    },
    config: () => program("a", { command: "/bin/sleep 1000", startsecs: 0 }),
    steps: [untilState("a", "RUNNING")],
    check: (_run, { files }) => {
      const names = Object.keys(files);
      assert.ok(names.includes("childlogs/unrelated.log"), "unrelated files stay");
      assert.ok(!names.some((name) => name.includes("gone")), "old logs go");
    },
  },
  {
    name: "nocleanup keeps the automatic logs of earlier runs",
    rows: ["LOG-008", "CFG-062"],
    frame: () => ({ supervisord: { identifier: "unit", nocleanup: "true" } }),
    prepare: (at) =>
      Deno.writeTextFile(at.at("childlogs", "a-stdout---unit-abc12345.log"), "old\n"),
    config: () => program("a", { command: "/bin/sleep 1000", startsecs: 0 }),
    steps: [untilState("a", "RUNNING")],
  },
]);
