// needs: supervisor python3
/** What clearing logs does to them. */
import assert from "node:assert/strict";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import { rpc, tell, untilFile, untilState } from "./scenario/steps.ts";

registerScenarios([
  {
    name: "Clearing the logs of a running program starts them anew",
    rows: ["LOG-010"],
    prepare: (at) => Deno.writeTextFile(at.at("a.log.1"), "rotated\n"),
    config: (at) =>
      program("a", {
        command: at.child("puppet.py", "--do", '"out first"', "--do", '"err first"'),
        startsecs: 0,
        stdout_logfile: at.at("a.log"),
        stderr_logfile: at.at("a.err"),
      }) + program("quiet", { command: "/bin/sleep 1000", startsecs: 0, stdout_logfile: "NONE" }),
    steps: [
      untilState("a", "RUNNING"),
      untilFile("a.log", 6),
      untilFile("a.err", 6),
      rpc("clearProcessLogs", "a"),
      rpc("clearProcessLog", "quiet"),
      rpc("clearProcessLogs", "nosuch"),
      tell("a", "out second"),
      untilFile("a.log", 7),
      rpc("readProcessStdoutLog", "a", 0, 0),
    ],
    // Whether a cleared automatic log keeps its private mode is not promised.
    ignoreFiles: /^childlogs\//,
  },
  {
    name: "Clearing the logs of a stopped program clears them",
    rows: ["LOG-010"],
    prepare: (at) => Deno.writeTextFile(at.at("a.log"), "old\n"),
    config: (at) =>
      program("a", { command: "/bin/true", autostart: false, stdout_logfile: at.at("a.log") }),
    steps: [rpc("clearProcessLogs", "a"), rpc("readProcessStdoutLog", "a", 0, 0)],
    ignoreFiles: /^a\.log$/,
    wanted: [{
      ref: "B-03",
      why: "supervisord reports success and leaves the file as it is",
      adjust: (expected) => {
        const read = expected.results[1];
        assert.equal(read?.[1], "old\n");
        read[1] = "";
      },
    }],
    check: (run, observed) => {
      if (run.kind === "supervisord") return;
      // Truncated or removed, both are clear; a removed file cannot be read.
      const read = observed.results[1];
      if (read?.[1] !== "") {
        assert.deepEqual(read?.[1], { fault: 20, text: "NO_FILE: @DIR@/a.log" });
        read[1] = "";
      }
    },
  },
]);
