// needs: supervisor python3
/**
 * The client on a terminal (rows CTL-028, CTL-031 to CTL-034; colours, hints, progress, safe text).
 *
 * @module
 */

import assert from "node:assert/strict";
import { tempDir } from "#tests/support/temp.ts";
import { runClient } from "../support/clients.ts";
import { onTerminal, PROMPT, terminalConfig as config } from "../support/on_terminal.ts";
import { type PtyStep, runOnTerminal } from "../support/pty.ts";
import { lockedDaemon, quickDaemon } from "../support/quick_daemon.ts";
import { untilPrinted } from "../support/until_printed.ts";

const ESC = "\x1b";

Deno.test("a password is never shown, in the shell and outside it", async () => {
  await using subject = await lockedDaemon({
    config: (place) => config(place).replace(/^file=.*$/m, "$&\nusername=me\npassword=secret"),
  });
  const login: readonly PtyStep[] = [
    { expect: "Username:" },
    { send: "me\r" },
    { expect: "Password:" },
    { send: "secrex" },
    { send: "\x7ft\r" },
  ];
  const shell = await onTerminal(subject, "", {
    steps: [...login, { expect: "RUNNING" }, PROMPT, { send: "\x1b[A" }, { send: "quit\r" }],
  });
  assert.equal(shell.code, 0);
  assert.doesNotMatch(shell.text, /secre/);
  const single = await onTerminal(subject, "-i pid cat", { steps: login });
  assert.equal(single.code, 0);
  assert.match(single.text, /\n\d+\n$/);
  assert.doesNotMatch(single.text, /secre/);
});

Deno.test("states have colours on a terminal, unless they are refused", async () => {
  await using subject = await quickDaemon({ config });
  const colours = await onTerminal(subject, "status cat manual");
  assert.ok(colours.output.includes(`${ESC}[32mRUNNING   ${ESC}[0mpid`), colours.output);
  assert.ok(colours.output.includes(`${ESC}[2mSTOPPED   ${ESC}[0mNot started`), colours.output);
  assert.equal(colours.code, 3);
  for (const env of [{ NO_COLOR: "1" }, { TERM: "dumb" }]) {
    const plain = await onTerminal(subject, "status cat manual", { env });
    assert.ok(!plain.output.includes(ESC), plain.output);
  }
  const piped = await runClient("svctl", ["-c", subject.place.config, "status", "cat"]);
  assert.ok(!piped.stdout.includes(ESC), piped.stdout);
});

Deno.test("control sequences of a log reach a terminal only with --raw, a pipe always", async () => {
  await using subject = await quickDaemon({ config });
  const hostile = "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x1b[2J end";
  await untilPrinted(subject, "paint", "end");
  const follow: readonly PtyStep[] = [{ expect: "end" }, { send: "\x03" }];
  const safe = await onTerminal(subject, "tail -f paint", { steps: follow });
  assert.ok(safe.output.includes("\x1b[31mred\x1b[0m ^[]0;title^G ^[[2J end"), safe.output);
  const raw = await onTerminal(subject, "tail -f --raw paint", { steps: follow });
  assert.ok(raw.output.includes(hostile), raw.output);
  const logs = await onTerminal(subject, "logs -f paint", { steps: follow });
  assert.ok(logs.output.includes("^[]0;title^G ^[[2J end"), logs.output);
});

Deno.test("what was probably meant is said to people only", async () => {
  await using subject = await quickDaemon({ config });
  const lines = {
    "statsu": "Did you mean 'status'?",
    "start mnual": "Did you mean 'manual'?",
    "start web": "Did you mean 'web:*'?",
    "stop web:w_9": "Did you mean 'web:w_0'?",
    "status caat": "Did you mean 'cat'?",
    "update wbe": "Did you mean 'web'?",
    "--severurl=x status": "Did you mean '--serverurl'?",
    "events -f PROCES_STATE": "Did you mean 'PROCESS_STATE'?",
    "logs --fall cat": "Did you mean '--all'?",
  };
  for (const [line, hint] of Object.entries(lines)) {
    const { text } = await onTerminal(subject, line);
    assert.ok(text.includes(hint), `${line}: ${text}`);
    const piped = await runClient("svctl", ["-c", subject.place.config, ...line.split(" ")]);
    assert.doesNotMatch(piped.stdout + piped.stderr, /Did you mean/);
  }
});

Deno.test("a slow stop shows its progress on a terminal and leaves no trace", async () => {
  await using subject = await quickDaemon({ config });
  await untilPrinted(subject, "stubborn", "ready");
  const { output } = await onTerminal(subject, "stop stubborn", {
    steps: [{ expect: "Stopping stubborn, 1 s" }, { expect: "Stopping stubborn, 2 s" }],
  });
  assert.ok(output.includes(`\r${ESC}[K${ESC}[32mstubborn: stopped`), output);
});

Deno.test("a daemon that is away is explained to people only", async () => {
  const away = ["-s", "unix:///tmp/no-such.sock", "status"];
  const { text, code } = await runOnTerminal("svctl", away, { steps: [] });
  assert.equal(code, 4);
  assert.match(text, /no such file\nIs the daemon running\? The address comes from -s\.\n$/);
  const piped = await runClient("svctl", away);
  assert.equal(piped.stdout + piped.stderr, "unix:///tmp/no-such.sock no such file\n");
});

Deno.test("plugins in Python are told of, to people only", async () => {
  await using dir = await tempDir();
  const file = dir.at("c.conf");
  const section = "[ctlplugin:x]\nsupervisor.ctl_factory=some.module:make\n";
  await Deno.writeTextFile(file, `[supervisorctl]\n${section}`);
  const { text, code } = await runOnTerminal("svctl", ["-c", file, "quit"], { steps: [] });
  assert.equal(code, 0);
  assert.equal(text, "The commands of [ctlplugin:x] are Python, which svctl cannot run.\n\n");
  const piped = await runClient("svctl", ["-c", file, "quit"]);
  assert.equal(piped.stderr, "");
});
