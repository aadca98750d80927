// needs: supervisor python3
/**
 * The client on a terminal (rows CTL-028, CTL-031 to CTL-034; colours, hints, progress, safe text).
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { until } from "#tests/support/deadline.ts";
import { tempDir } from "#tests/support/temp.ts";
import { runClient } from "../support/clients.ts";
import { lockedDaemon, quickDaemon } from "../support/quick_daemon.ts";
import { type PtyAnswer, type PtyOptions, type PtyStep, runOnTerminal } from "../support/pty.ts";

const PROGRAMS = `
[program:cat]
command=/bin/cat
startsecs=0

[program:manual]
command=/bin/cat
autostart=false

[program:web]
command=/bin/cat
process_name=w_%(process_num)d
numprocs=2
startsecs=0

[program:paint]
command=/bin/sh -c "printf '\\033[31mred\\033[0m \\033]0;title\\007 \\033[2J end\\n'; exec cat"
startsecs=0
stdout_logfile=@DIR@/paint.log

[program:stubborn]
command=/bin/sh -c "trap '' TERM; echo ready; exec sleep 1000"
startsecs=0
stopwaitsecs=3
stdout_logfile=@DIR@/stubborn.log
`;

function config(place: SubjectPlace): string {
  return framed(place, PROGRAMS.replaceAll("@DIR@", place.dir));
}

async function onTerminal(
  subject: Subject,
  line: string,
  options: PtyOptions & { readonly steps?: readonly PtyStep[] } = {},
): Promise<PtyAnswer> {
  const words = line === "" ? [] : line.split(" ");
  return await runOnTerminal("svctl", ["-c", subject.place.config, ...words], {
    ...options,
    steps: options.steps ?? [],
  });
}

const ESC = "\x1b";

const PROMPT = { expect: "supervisor> " };

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
  await onTerminal(subject, "", {
    steps: [
      PROMPT,
      { send: "stop stubborn\r" },
      { expect: "Stopping stubborn" },
      { send: "\x03" },
      PROMPT,
      { send: "pid stubborn\r" },
      { expect: "\n" },
      PROMPT,
      { send: "quit\r" },
    ],
  });
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
  await onTerminal(subject, "", {
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
  await until(
    async () => (await Deno.readTextFile(subject.place.at("paint.log"))).includes("end"),
    {
      within: 10_000,
      what: "the log",
    },
  );
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
