// needs: supervisor python3
/**
 * The client's shell on a terminal: rows CTL-031 to CTL-034.
 *
 * @module
 */

import assert from "node:assert/strict";
import { onTerminal, PROMPT, terminalConfig as config } from "../support/on_terminal.ts";
import { quickDaemon } from "../support/quick_daemon.ts";
import { untilPrinted } from "../support/until_printed.ts";

Deno.test("the shell edits, completes commands and live names, and ends with Ctrl-D", async () => {
  await using subject = await quickDaemon({ config });
  const { text, code } = await onTerminal(subject, "", {
    steps: [
      PROMPT,
      { send: "versx\x7f" },
      { expect: "vers" },
      { expect: "ion ", again: "\t" },
      { send: "\r" },
      { expect: "4.2.5" },
      PROMPT,
      { send: "pid man" },
      { expect: "pid man" },
      { expect: "ual ", again: "\t" },
      { send: "\r" },
      { expect: "\n0" },
      PROMPT,
      { send: "start w" },
      { expect: "start w" },
      { expect: "web:w_0   web:*     web:w_1", again: "\t" },
      { send: "\x15" },
      { send: "\x04" },
    ],
  });
  assert.equal(code, 0);
  assert.ok(text.endsWith("\n"), text);
});

Deno.test("Ctrl-C at the prompt leaves the shell with status 0", async () => {
  await using subject = await quickDaemon({ config });
  const { code } = await onTerminal(subject, "", { steps: [PROMPT, { send: "\x03" }] });
  assert.equal(code, 0);
});

Deno.test("Ctrl-C ends tail -f and not the shell", async () => {
  await using subject = await quickDaemon({ config });
  const { code } = await onTerminal(subject, "", {
    steps: [
      PROMPT,
      { send: "tail -f stubborn\r" },
      { expect: "ready" },
      { send: "\x03" },
      PROMPT,
      { send: "version\r" },
      { expect: "4.2.5" },
      PROMPT,
      { send: "quit\r" },
    ],
  });
  assert.equal(code, 0);
});

Deno.test("Ctrl-C ends the wait for a stop and not the shell", async () => {
  await using subject = await quickDaemon({ config });
  await untilPrinted(subject, "deaf", "ready");
  const { code } = await onTerminal(subject, "", {
    steps: [
      PROMPT,
      { send: "stop deaf\r" },
      { expect: "Stopping deaf" },
      { send: "\x03" },
      PROMPT,
      { send: "version\r" },
      { expect: "4.2.5" },
      PROMPT,
      { send: "quit\r" },
    ],
  });
  assert.equal(code, 0);
  const { statename } = await subject.rpc("getProcessInfo", "deaf") as { statename: string };
  assert.equal(statename, "STOPPING");
});

Deno.test("history is kept between sessions, without answers to questions", async () => {
  await using subject = await quickDaemon({ config });
  const history = subject.place.at("history");
  const line = `-r ${history}`;
  await onTerminal(subject, line, {
    steps: [
      PROMPT,
      { send: "shutdown\r" },
      { expect: "y/N? " },
      { send: "not now\r" },
      PROMPT,
      { send: "pid cat\r" },
      PROMPT,
      { send: "quit\r" },
    ],
  });
  assert.equal(await Deno.readTextFile(history), "shutdown\npid cat\nquit\n");
  const { code } = await onTerminal(subject, line, {
    steps: [
      PROMPT,
      { send: "\x1b[A" },
      { expect: "quit" },
      { send: "\x1b[A" },
      { expect: "pid cat" },
      { send: "\r" },
      PROMPT,
      { send: "\x04" },
    ],
  });
  assert.equal(code, 0);
  assert.equal(await Deno.readTextFile(history), "shutdown\npid cat\nquit\npid cat\n");
});

Deno.test("fg passes lines on from inside the shell, and Ctrl-C comes back to it", async () => {
  await using subject = await quickDaemon({ config });
  const { code } = await onTerminal(subject, "", {
    steps: [
      PROMPT,
      { send: "fg cat\r" },
      { expect: "exit <==" },
      { send: "hello there\r" },
      // Once as it is typed, once as the process writes it.
      { expect: "hello there" },
      { expect: "hello there" },
      { send: "\x03" },
      { expect: "Exiting foreground" },
      PROMPT,
      { send: "quit\r" },
    ],
  });
  assert.equal(code, 0);
});

Deno.test("fg outside the shell does the same", async () => {
  await using subject = await quickDaemon({ config });
  const { code } = await onTerminal(subject, "fg cat", {
    steps: [
      { expect: "exit <==" },
      { send: "hello there\r" },
      { expect: "hello there" },
      { expect: "hello there" },
      { send: "\x03" },
      { expect: "Exiting foreground" },
    ],
  });
  assert.equal(code, 0);
});
