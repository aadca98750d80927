// needs: supervisor python3
/**
 * Commands that act, against the real supervisord and compared with the real supervisorctl line by line:
 * stdout, stderr and exit status (rows CTL-002 to CTL-005, CTL-011 to CTL-013, CTL-025, CTL-030). Each
 * client has a daemon of its own, so that later lines also show what earlier ones have done.
 *
 * @module
 */

import { Pair } from "../support/pair.ts";
import { zoo } from "../support/config.ts";

/** In the order in which they are run. */
const LINES: readonly string[] = [
  "start",
  "stop",
  "restart",
  "signal",
  "signal HUP",
  "clear",
  "add",
  "remove",
  "start cat",
  "start manual",
  "start manual",
  "stop manual",
  "stop manual",
  "start manual cat nosuch",
  "stop nosuch manual",
  "start nosuch:*",
  "stop nosuch:*",
  "start web:*",
  "stop web:*",
  "stop web:*",
  "start web:",
  "stop web:web_1",
  "start web:web_1 web:web_9",
  "restart web:web_0",
  "restart web:*",
  "restart nosuch",
  "restart nosuch:*",
  "restart mixed:*",
  "start mixed",
  "start nofile",
  "start noexec",
  "start quoting",
  "start crash",
  "start nowhere",
  "start nofile cat",
  "start crash manual",
  "status crash nofile nowhere",
  "start stubborn",
  "stop stubborn",
  "signal HUP nosuch",
  "signal HUP second",
  "signal FOO cat",
  "signal FOO web:*",
  "signal WINCH cat",
  "signal SIGWINCH web:*",
  "signal 28 web:web_0",
  "signal WINCH nosuch:*",
  "signal WINCH all",
  "clear talk",
  "tail talk",
  "clear nosuch",
  "clear web:*",
  "clear web:web_0 nosuch cat",
  "clear all",
  "tail many",
  "remove cat",
  "remove nosuch",
  "stop cat",
  "remove cat",
  "status cat",
  "add cat nosuch",
  "add cat",
  "stop all",
  "start all",
  "status",
];

Deno.test("commands that act answer as supervisorctl does, and have the same effect", async () => {
  await using pair = await Pair.start(zoo);
  await pair.compareAll(LINES);
});
