// needs: supervisor python3
/**
 * No daemon: compared with the real supervisorctl (rows CTL-026, CTL-018).
 *
 * @module
 */

import { freePort } from "#tests/support/ports.ts";
import { Bench } from "../support/bench.ts";

const COMMANDS = [
  "status",
  "status cat",
  "start cat",
  "stop all",
  "restart cat",
  "signal HUP cat",
  "pid",
  "clear cat",
  "tail cat",
  "tail -f cat",
  "maintail",
  "fg cat",
  "version",
  "avail",
  "reread",
  "update",
  "add cat",
  "remove cat",
  "shutdown",
  "reload",
  "help nosuch",
  "quit",
];

Deno.test("a missing socket is told as supervisorctl tells it", async () => {
  await using bench = await Bench.open();
  const url = `unix://${bench.dir.at("none.sock")}`;
  for (const command of COMMANDS) await bench.compare(["-s", url, ...command.split(" ")]);
  await bench.compare(["open", url]);
});

Deno.test("a refused connection is told as supervisorctl tells it", async () => {
  await using bench = await Bench.open();
  const url = `http://127.0.0.1:${freePort()}`;
  for (const command of COMMANDS) await bench.compare(["-s", url, ...command.split(" ")]);
  await bench.compare(["open", url]);
});

Deno.test("a socket file that nobody listens on refuses", async () => {
  await using bench = await Bench.open({ "stale.sock": "" });
  const url = `unix://${bench.dir.at("stale.sock")}`;
  for (const command of ["status", "avail", "shutdown"]) {
    await bench.compare(["-s", url, command]);
  }
});

Deno.test("other addresses that cannot be reached are errors", async () => {
  await using bench = await Bench.open();
  const urls = [
    "http://no-such-host.invalid:9001",
    "ftp://foo",
    "localhost:9001",
    "http:foo",
    "HTTP://x",
    "http://127.0.0.1:bad",
    "http://127.0.0.1:99999",
  ];
  for (const url of urls) {
    for (const command of ["status", "avail", "shutdown"]) {
      await bench.compare(["-s", url, command]);
    }
  }
});

Deno.test("without options and file the daemon is sought on port 9001 of localhost", async () => {
  await using bench = await Bench.open({ "c.conf": "[supervisorctl]\n" });
  await bench.compare(["-c", "c.conf", "status"]);
});
