// needs: supervisor python3
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Step } from "./scenario/scenario.ts";
import { look, rpc, tell, untilFile, untilLog, untilState } from "./scenario/steps.ts";

/** Numbered 41-byte records, each in the log before the next one is written. */
function records(count: number, files: RegExp): Step {
  return {
    label: `write ${count} records`,
    act: async (run) => {
      for (let number = 0; number < count; number++) {
        const record = `record ${String(number).padStart(33, ".")}`;
        await tell("a", `out ${record}`).act(run);
        await until(async () => {
          for await (const entry of Deno.readDir(run.place.dir)) {
            if (!files.test(entry.name)) continue;
            if ((await Deno.readTextFile(run.place.at(entry.name))).includes(record)) return true;
          }
        }, { within: 10_000, what: `record ${number} in a log` });
      }
    },
  };
}

registerScenarios([
  {
    name: "A log is rotated when it has reached maxbytes, and so many backups are kept",
    rows: ["LOG-005"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stdout_logfile_maxbytes: 200,
        stdout_logfile_backups: 2,
      }),
    steps: [untilState("a", "RUNNING"), records(18, /^a\.log/)],
    check: (_run, { files }) =>
      assert.deepEqual(Object.keys(files).filter((name) => name.startsWith("a.log")), [
        "a.log",
        "a.log.1",
        "a.log.2",
      ]),
  },
  {
    name: "Without backups a full log starts over",
    rows: ["LOG-005"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        redirect_stderr: true,
        stdout_logfile: at.at("a.log"),
        stdout_logfile_maxbytes: 200,
        stdout_logfile_backups: 0,
      }),
    // The record that fills the log is gone as soon as it is written; seven leave two.
    steps: [
      untilState("a", "RUNNING"),
      records(4, /^a\.log/),
      tell("a", "out record ................................4"),
      untilFile("a.log", 0),
      look(
        "until the log starts over",
        (run) =>
          until(async () => (await Deno.stat(run.place.at("a.log"))).size === 0, {
            within: 10_000,
            what: "an empty log",
          }),
      ),
      tell("a", "out after"),
      untilFile("a.log", 6),
    ],
  },
  {
    name: "maxbytes=0 never rotates",
    rows: ["LOG-006"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stdout_logfile_maxbytes: 0,
        stdout_logfile_backups: 2,
      }),
    steps: [untilState("a", "RUNNING"), records(8, /^a\.log/)],
  },
  {
    name: "A log that is too long from before is rotated at the first write",
    rows: ["LOG-005"],
    prepare: (at) => Deno.writeTextFile(at.at("a.log"), "old ".repeat(100)),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stdout_logfile_maxbytes: 200,
        stdout_logfile_backups: 3,
      }),
    steps: [untilState("a", "RUNNING"), records(2, /^a\.log/)],
  },
  {
    name: "Clearing a rotated log leaves its backups",
    rows: ["LOG-005", "LOG-010"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stdout_logfile_maxbytes: 100,
        stdout_logfile_backups: 2,
      }),
    steps: [
      untilState("a", "RUNNING"),
      records(5, /^a\.log/),
      rpc("clearProcessLogs", "a"),
      records(1, /^a\.log$/),
    ],
    // Whether a cleared automatic log keeps its private mode is not promised.
    ignoreFiles: /^childlogs\//,
  },
  {
    name: "The activity log is rotated too",
    rows: ["LOG-002", "CLI-010", "CLI-011", "CFG-053", "CFG-054"],
    config: () => program("a", { command: "/bin/sleep 1000", startsecs: 0 }),
    args: () => ["-y", "700", "-z", "2"],
    log: "none",
    steps: [
      untilState("a", "RUNNING"),
      ...Array.from({ length: 5 }, () => [rpc("stopProcess", "a"), rpc("startProcess", "a")])
        .flat(),
      look("files of the activity log", async (run) => {
        const names: string[] = [];
        for await (const { name } of Deno.readDir(run.place.dir)) {
          if (name.startsWith("activity.log")) names.push(name);
        }
        return names.sort();
      }),
    ],
    check: async (run) => {
      const size = (await Deno.stat(`${run.place.log}.1`)).size;
      assert.ok(size >= 700 && size < 1_000, `a rotated log of ${size} bytes`);
    },
  },
  {
    name: "Clearing the activity log begins a new one",
    rows: ["LOG-002", "RPC-003"],
    config: () => program("a", { command: "/bin/sleep 1000", startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      untilLog(/success: a/),
      rpc("clearLog"),
      rpc("stopProcess", "a"),
    ],
    check: (_run, { log }) => assert.ok(!JSON.stringify(log).includes("success: a")),
  },
]);
