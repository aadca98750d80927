// needs: supervisor python3
import assert from "node:assert/strict";
import { section } from "#tests/support/sections.ts";
import { answers, listening, tcp, unix } from "./scenario/fcgi.ts";
import { registerScenarios } from "./scenario/register.ts";
import {
  killFromOutside,
  look,
  rpc,
  snapshot,
  untilEvent,
  untilLog,
  untilState,
} from "./scenario/steps.ts";

registerScenarios([
  {
    name: "Processes of a FastCGI group share one TCP socket on descriptor 0",
    rows: ["PROC-053", "PROC-054", "CFG-109"],
    config: (at) =>
      section("fcgi-program:f", {
        command: at.child("fcgi_accept.py"),
        socket: `tcp://127.0.0.1:${at.port}`,
        process_name: "%(program_name)s_%(process_num)d",
        numprocs: 2,
        startsecs: 0,
      }),
    steps: [
      untilEvent("PROCESS_STATE_RUNNING", "f:f_0"),
      untilEvent("PROCESS_STATE_RUNNING", "f:f_1"),
      answers(tcp, 2),
      rpc("sendProcessStdin", "f:f_0", "x"),
      killFromOutside("f:f_0", "SIGKILL"),
      untilEvent("PROCESS_STATE_RUNNING", "f:f_0", 2),
      answers(tcp, 2),
      rpc("stopProcess", "f:f_0"),
      answers(tcp, 1),
      rpc("stopProcess", "f:f_1"),
      listening("nobody listens when all are stopped", tcp),
      rpc("startProcess", "f:f_0"),
      answers(tcp, 1),
      snapshot(),
    ],
  },
  {
    name: "A FastCGI socket file is there only while the daemon is",
    rows: ["PROC-053"],
    config: (at) =>
      section("fcgi-program:f", {
        command: at.child("fcgi_accept.py"),
        socket: `unix://${at.at("f.sock")}`,
        startsecs: 0,
      }),
    steps: [untilState("f", "RUNNING"), answers(unix, 1)],
    wanted: [{
      ref: "B-36",
      why: "supervisord leaves the socket file behind",
      adjust: (expected) => {
        if (!("f.sock" in expected.files)) throw new Error("supervisord left a socket");
        delete expected.files["f.sock"];
      },
    }],
  },
  {
    name: "A FastCGI socket is made for the first process and lives with the last one",
    rows: ["PROC-053", "PROC-033"],
    config: (at) =>
      section("fcgi-program:f", {
        command: at.child("fcgi_accept.py"),
        socket: `tcp://127.0.0.1:${at.port}`,
        autostart: false,
        startsecs: 0,
      }),
    steps: [
      untilLog(/Closing socket/),
      listening("nobody listens before the start", tcp),
      rpc("startProcess", "f"),
      listening("it listens", tcp),
      rpc("stopProcess", "f"),
      untilLog(/Closing socket/, 2),
    ],
    log: (lines) => lines.filter((line) => /socket |: 'f'|stopped: f/.test(line)),
  },
  {
    name: "A FastCGI socket that cannot be made is a usage error",
    rows: ["PROC-053", "CLI-025"],
    daemon: false,
    config: (at) =>
      section("fcgi-program:f", {
        command: at.child("fcgi_accept.py"),
        socket: `unix://${at.at("missing", "f.sock")}`,
      }),
    steps: [
      look("start", async (run) => {
        const { code, stderr } = await run.home.launch(["-n", "-c", run.place.config]);
        const [error = ""] = stderr.split("\n");
        const shape = `Error: Could not create FastCGI socket unix://${run.place.at("missing")}`;
        return { code, named: error.startsWith(shape) };
      }),
    ],
    wanted: [{
      ref: "B-04",
      why: "supervisord dies of an exception, after it has made its logs",
      adjust: (expected) => {
        assert.deepEqual(expected.results[0]?.[1], { code: 1, named: false });
        expected.results[0]![1] = { code: 2, named: true };
        expected.files = {};
      },
    }],
  },
]);
