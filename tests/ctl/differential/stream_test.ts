// needs: supervisor python3
/**
 * Following logs, compared with the real supervisorctl (rows CTL-014 to CTL-016, CTL-024, CTL-037).
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { type Canonical, canonical } from "../support/canonical.ts";
import { type ClientKind, runClient } from "../support/clients.ts";
import { zoo } from "../support/config.ts";
import { Dialogue } from "../support/dialogue.ts";
import { Pair } from "../support/pair.ts";

type Script = (dialogue: Dialogue, subject: Subject) => Promise<void>;

/** Talks to both clients in the same way; what they said must be equal, line by line in any order. */
async function compareTalk(
  pair: Pair,
  words: readonly string[],
  script: Script,
): Promise<Canonical> {
  const isForeground = words[0] === "fg";
  const answers = new Map<ClientKind, Canonical>();
  for (const kind of ["supervisorctl", "svctl"] as const) {
    const subject = pair.subject(kind);
    const line = ["-c", subject.place.config, ...words];
    await using dialogue = new Dialogue(kind, line, { cwd: subject.place.dir });
    await script(dialogue, subject);
    if (isForeground && kind === "supervisorctl") {
      // Its second thread notices only after half a minute that all is over.
      await dialogue.says("Exiting foreground\n");
      dialogue.kill();
    }
    answers.set(kind, canonical(kind, await dialogue.finished(), subject.place));
  }
  const [theirs, ours] = [...answers.values()].map((answer) => ({
    code: isForeground ? null : answer.code,
    stdout: answer.stdout.split("\n").toSorted(),
    stderr: answer.stderr.split("\n").toSorted(),
  }));
  assert.deepEqual(ours, theirs, `the answers to '${words.join(" ")}' differ`);
  return answers.get("svctl") as Canonical;
}

Deno.test("tail -f shows the end of a log, then what comes, until Ctrl-C", async () => {
  await using pair = await Pair.start(zoo);
  for (const channel of [[], ["stdout"], ["stderr"]]) {
    const answer = await compareTalk(pair, ["tail", "-f", "talk", ...channel], async (talk) => {
      await talk.says(channel[0] === "stderr" ? "to stderr\n" : "to stdout\n");
      talk.interrupt();
    });
    assert.equal(answer.code, 0);
    assert.match(answer.stdout, /^==> Press Ctrl-C to exit <==\n[^]*\n\n$/);
  }
});

Deno.test("tail -f passes on what is written while it follows", async () => {
  await using pair = await Pair.start(zoo);
  const answer = await compareTalk(pair, ["tail", "-f", "cat"], async (talk, subject) => {
    await talk.says("exit <==\n");
    // Whoever answers the first line of this follows the log already.
    for (const text of ["größe λ\n", "unfinished", " line\n", "last\n"]) {
      await subject.rpc("sendProcessStdin", "cat", text);
      await talk.says(text);
    }
    talk.interrupt();
  });
  assert.ok(answer.stdout.endsWith("größe λ\nunfinished line\nlast\n\n"));
});

Deno.test("maintail -f follows the daemon's own log", async () => {
  await using pair = await Pair.start(zoo);
  const answer = await compareTalk(pair, ["maintail", "-f"], async (talk, subject) => {
    await talk.says("exit <==\n");
    await subject.rpc("startProcess", "manual");
    await talk.says("success: manual entered RUNNING state");
    await talk.says("(startsecs)\n");
    talk.interrupt();
  });
  assert.match(answer.stdout, /spawned: 'manual'/);
});

Deno.test("a log that cannot be followed is told on stderr, with status 1", async () => {
  await using pair = await Pair.start(zoo);
  // B-38: supervisorctl exits 0.
  const better = { code: 1 };
  for (const name of ["nosuch", "web:*", "mute", "merged stderr", "cat/x"]) {
    await pair.compare(`tail -f ${name}`, { better });
  }
});

Deno.test("fg shows both streams and passes lines on", async () => {
  await using pair = await Pair.start(zoo);
  await compareTalk(pair, ["fg", "talk"], async (talk) => {
    await talk.says("to stdout\n");
    await talk.says("to stderr\n");
    await talk.type("typed here\n");
    await talk.says("typed here\n");
    await talk.close();
  });
});

Deno.test("fg ends with Ctrl-C", async () => {
  await using pair = await Pair.start(zoo);
  const answer = await compareTalk(pair, ["fg", "talk"], async (talk) => {
    await talk.says("to stderr\n");
    talk.interrupt();
  });
  assert.equal(answer.code, 0);
  assert.match(answer.stdout, /Exiting foreground\n$/);
});

Deno.test("fg notices that the process is gone", async () => {
  await using pair = await Pair.start(zoo);
  const answer = await compareTalk(pair, ["fg", "talk"], async (talk, subject) => {
    await talk.says("to stderr\n");
    await subject.rpc("stopProcess", "talk");
    await talk.type("anybody?\n");
  });
  assert.match(answer.stdout, /Process got killed\nExiting foreground\n$/);
});

Deno.test("fg of a process without a stderr log says so and goes on", async () => {
  await using pair = await Pair.start(zoo);
  await compareTalk(pair, ["fg", "merged"], async (talk) => {
    await talk.says("err\n");
    await talk.complains("status code 404\n");
    await talk.close();
  });
});

Deno.test("an output encoding that is not UTF-8 is warned of", async () => {
  await using pair = await Pair.start(zoo);
  const { place } = pair.subject("svctl");
  const line = ["-c", place.config, "tail", "talk"];
  for (const encoding of ["latin1", "ascii", "utf-8", "UTF-8", "utf8"]) {
    const env = { PYTHONIOENCODING: encoding };
    const [theirs, ours] = await Promise.all([
      runClient("supervisorctl", line, { env }),
      runClient("svctl", line, { env }),
    ]);
    assert.deepEqual(canonical("svctl", ours, place), canonical("supervisorctl", theirs, place));
  }
});
