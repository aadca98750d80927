/** Following logs. */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { type Canonical, canonical } from "../canonical.ts";
import { zoo } from "../config.ts";
import { Dialogue } from "../dialogue.ts";
import { Pair, type Setup, type Side } from "../pair.ts";

type Script = (dialogue: Dialogue, subject: Subject) => Promise<void>;

/** How a daemon's log began is its own matter, and ours tells who called. */
const OF_THE_PLAY = /^$|^==> |: '?manual\b/;

/** Talks to both clients in the same way; what they said must be equal, line by line in any order. */
async function compareTalk(
  pair: Pair,
  words: readonly string[],
  script: Script,
): Promise<Canonical> {
  const isForeground = words[0] === "fg";
  const meant = words[0] === "maintail" ? OF_THE_PLAY : /^/;
  const answers = new Map<Side, Canonical>();
  for (const side of ["theirs", "ours"] as const) {
    const kind = pair.client(side);
    const subject = pair.subject(side);
    const line = ["-c", subject.place.config, ...words];
    await using dialogue = new Dialogue(kind, line, { cwd: subject.place.dir });
    await script(dialogue, subject);
    if (isForeground && kind === "supervisorctl") {
      // Its second thread notices only after half a minute that all is over.
      await dialogue.says("Exiting foreground\n");
      dialogue.kill();
    }
    answers.set(side, canonical(kind, await dialogue.finished(), subject.place));
  }
  const [theirs, ours] = [...answers.values()].map((answer) => ({
    code: isForeground ? null : answer.code,
    stdout: answer.stdout.split("\n").filter((line) => meant.test(line)).toSorted(),
    stderr: answer.stderr.split("\n").toSorted(),
  }));
  assert.deepEqual(ours, theirs, `the answers to '${words.join(" ")}' differ`);
  return answers.get("ours") as Canonical;
}

/** `tail -f` shows the end of a log, then what comes, until Ctrl-C. */
export async function playTail(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  for (const channel of [[], ["stdout"], ["stderr"]]) {
    const answer = await compareTalk(pair, ["tail", "-f", "talk", ...channel], async (talk) => {
      await talk.says(channel[0] === "stderr" ? "to stderr\n" : "to stdout\n");
      talk.interrupt();
    });
    assert.equal(answer.code, 0);
    assert.match(answer.stdout, /^==> Press Ctrl-C to exit <==\n[^]*\n\n$/);
  }
}

/** `tail -f` passes on what is written while it follows. */
export async function playTailOfNews(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
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
}

/** `maintail -f` follows the daemon's own log. */
export async function playMaintail(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  const answer = await compareTalk(pair, ["maintail", "-f"], async (talk, subject) => {
    await talk.says("exit <==\n");
    await subject.rpc("startProcess", "manual");
    await talk.says("success: manual entered RUNNING state");
    await talk.says("(startsecs)\n");
    talk.interrupt();
  });
  assert.match(answer.stdout, /spawned: 'manual'/);
}

/** Logs that cannot be followed. */
export async function playNoLog(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  // B-38: supervisorctl exits 0.
  const better = { code: 1 };
  for (const name of ["nosuch", "web:*", "mute", "merged stderr", "cat/x"]) {
    await pair.compare(`tail -f ${name}`, { better });
  }
}

/** `fg` shows both streams and passes lines on. */
export async function playForeground(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  await compareTalk(pair, ["fg", "talk"], async (talk) => {
    await talk.says("to stdout\n");
    await talk.says("to stderr\n");
    await talk.type("typed here\n");
    await talk.says("typed here\n");
    await talk.close();
  });
}

/** `fg` ends with Ctrl-C. */
export async function playForegroundInterrupted(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  const answer = await compareTalk(pair, ["fg", "talk"], async (talk) => {
    await talk.says("to stderr\n");
    talk.interrupt();
  });
  if (pair.client("ours") === "svctl") assert.equal(answer.code, 0);
  assert.match(answer.stdout, /Exiting foreground\n$/);
}

/** `fg` notices that the process is gone. */
export async function playForegroundGone(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  const answer = await compareTalk(pair, ["fg", "talk"], async (talk, subject) => {
    await talk.says("to stderr\n");
    await subject.rpc("stopProcess", "talk");
    await talk.type("anybody?\n");
  });
  assert.match(answer.stdout, /Process got killed\nExiting foreground\n$/);
}

/** `fg` of a process without a stderr log says so and goes on. */
export async function playForegroundMerged(setup?: Setup): Promise<void> {
  await using pair = await Pair.start(zoo, setup);
  await compareTalk(pair, ["fg", "merged"], async (talk) => {
    await talk.says("err\n");
    await talk.complains("status code 404\n");
    await talk.close();
  });
}
