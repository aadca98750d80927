// needs: supervisor python3
import assert from "node:assert/strict";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import type { Observation, Wanted } from "./scenario/scenario.ts";
import { tell, untilEvent, untilFile, untilState } from "./scenario/steps.ts";

const BEGIN = "<!--XSUPERVISOR:BEGIN-->";
const END = "<!--XSUPERVISOR:END-->";

/** Text that is longer than a token, which supervisord would hold back. */
const LONG = "a line that is longer than either of the tokens";

/** What B-17 asks for: captured text is no PROCESS_LOG event. */
function withoutCapturedText(text: string): Wanted {
  return {
    ref: "B-17",
    why: "captured text is not logged output, as the documentation says",
    adjust: (expected: Observation) => {
      const list = expected.events["a:a"] ?? [];
      const index = list.findIndex((line) => line.startsWith("PROCESS_LOG") && line.includes(text));
      assert.ok(index >= 0, "supervisord sends the captured text as PROCESS_LOG");
      list[index] = (list[index] as string).replace(text, "");
    },
  };
}

registerScenarios([
  {
    name: "Text between the tokens becomes an event and stays out of the log",
    rows: ["LOG-015", "EVT-015", "EVT-016", "CFG-093", "CFG-099"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_capture_maxbytes: "1KB",
        stderr_capture_maxbytes: "1KB",
        stdout_logfile: at.at("a.log"),
        stderr_logfile: at.at("a.err"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", `out ${LONG} one`),
      untilFile("a.log", 52),
      tell("a", `out ${BEGIN}captured, with some length to it${END}${LONG} two`),
      untilEvent("PROCESS_COMMUNICATION_STDOUT", "a"),
      tell("a", `err ${LONG}${BEGIN}from the other stream${END}${LONG}`),
      untilEvent("PROCESS_COMMUNICATION_STDERR", "a"),
      tell("a", `out ${BEGIN}first message of two${END}${BEGIN}second message of two${END}${LONG}`),
      untilEvent("PROCESS_COMMUNICATION_STDOUT", "a", 3),
    ],
  },
  {
    name: "Tokens may come in pieces",
    rows: ["LOG-015"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_capture_maxbytes: "1KB",
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      ...[
        `${LONG}<!--XSUPER`,
        "VISOR:BE",
        "GIN-->",
        "the captured message itself",
        "<!--XSUPERVISOR:E",
      ]
        .flatMap((piece) => [
          tell("a", `outhex ${new TextEncoder().encode(piece).toHex()}`),
          untilState("a", "RUNNING"),
        ]),
      tell("a", `out ND-->${LONG}`),
      untilEvent("PROCESS_COMMUNICATION_STDOUT", "a"),
    ],
  },
  {
    name: "Short output is in the log although capture is on",
    rows: ["LOG-015"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        autorestart: false,
        stdout_capture_maxbytes: "1KB",
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", "out plain"),
      tell("a", "exit 0"),
      untilEvent("PROCESS_STATE_EXITED", "a"),
    ],
    wanted: [{
      ref: "B-15",
      why: "short output is held back, and lost at the end",
      adjust: (expected) => {
        assert.equal(expected.files["a.log"], '0644 ""');
        expected.files["a.log"] = '0644 "plain\\n"';
      },
    }],
  },
  {
    name: "No more than capture_maxbytes is kept, the last of it",
    rows: ["LOG-016"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_capture_maxbytes: 10,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", `out ${BEGIN}0123456789abcdef${END}${LONG}`),
      untilEvent("PROCESS_COMMUNICATION_STDOUT", "a"),
    ],
    wanted: [{
      ref: "B-16",
      why: "one chunk over the bound is kept whole",
      adjust: (expected) => {
        const list = expected.events["a:a"] ?? [];
        const index = list.findIndex((line) => line.endsWith("\n0123456789abcdef"));
        assert.ok(index >= 0, "supervisord keeps the whole chunk");
        list[index] = (list[index] as string).replace("0123456789abcdef", "6789abcdef");
      },
    }],
  },
  {
    name: "Captured text is no logged output",
    rows: ["LOG-015"],
    config: (at) =>
      program("a", {
        command: at.child("puppet.py"),
        startsecs: 0,
        stdout_capture_maxbytes: "1KB",
        stdout_events_enabled: true,
        stdout_logfile: at.at("a.log"),
      }),
    steps: [
      untilState("a", "RUNNING"),
      tell("a", `out ${LONG}${BEGIN}the captured message${END}${LONG}`),
      untilEvent("PROCESS_COMMUNICATION_STDOUT", "a"),
    ],
    wanted: [withoutCapturedText("the captured message")],
  },
]);
