// needs: supervisor python3
/**
 * The shell on a terminal, compared with the real supervisorctl as a person reads it: without control
 * sequences (rows CTL-016, CTL-024, CTL-028, CTL-031, CTL-032).
 *
 * @module
 */

import assert from "node:assert/strict";
import { normaliseText } from "#tests/support/normalise.ts";
import type { Subject } from "#tests/support/daemon.ts";
import { INTERRUPTED_WHILE_READING } from "../support/canonical.ts";
import { zoo } from "../support/config.ts";
import { type PtyStep, runOnTerminal } from "../support/pty.ts";
import { lockedDaemon, quickDaemon } from "../support/quick_daemon.ts";

const PROMPT = { expect: "supervisor> " };

async function compare(
  subject: Subject,
  words: readonly string[],
  steps: readonly PtyStep[],
): Promise<void> {
  const [theirs, ours] = await Promise.all(
    (["supervisorctl", "svctl"] as const).map(async (kind) => {
      const { text, code } = await runOnTerminal(kind, words, { steps });
      // Where the terminal itself edits lines it shows the key.
      const quiet = text.replaceAll("^C", "").replaceAll(INTERRUPTED_WHILE_READING, "");
      const shown = normaliseText(quiet, subject.place);
      return { code, lines: shown.split("\n").map((line) => line.trimEnd()) };
    }),
  );
  assert.deepEqual(ours, theirs);
}

Deno.test("a session on a terminal reads as supervisorctl's", async () => {
  await using subject = await quickDaemon({ config: zoo });
  await compare(subject, ["-c", subject.place.config], [
    PROMPT,
    { send: "\r" },
    PROMPT,
    { send: "xyzzy\r" },
    PROMPT,
    { send: "  status   cat manual\r" },
    PROMPT,
    { send: "help xyzzy\r" },
    PROMPT,
    { send: "shutdown\r" },
    { expect: "y/N? " },
    { send: "n\r" },
    PROMPT,
    { send: "reload\r" },
    { expect: "y/N? " },
    { send: "\r" },
    PROMPT,
    { send: "tail -f talk\r" },
    { expect: "to stdout" },
    { send: "\x03" },
    PROMPT,
    { send: "tail talk stderr\r" },
    PROMPT,
    { send: "quit\r" },
  ]);
});

Deno.test("Ctrl-D and Ctrl-C leave the shell as they leave supervisorctl's", async () => {
  await using subject = await quickDaemon({ config: zoo });
  for (const key of ["\x04", "\x03"]) {
    await compare(subject, ["-c", subject.place.config], [PROMPT, { send: key }]);
  }
});

Deno.test("a password is asked for as supervisorctl asks", async () => {
  await using subject = await lockedDaemon({
    config: (place) => zoo(place).replace(/^file=.*$/m, "$&\nusername=me\npassword=secret"),
  });
  const words = ["-i", "-c", subject.place.config, "pid", "manual"];
  await compare(subject, words, [
    { expect: "Username:" },
    { send: "me\r" },
    { expect: "Password:" },
    { send: "wrong\r" },
    { expect: "Username:" },
    { send: "me\r" },
    { expect: "Password:" },
    { send: "secret\r" },
  ]);
});
