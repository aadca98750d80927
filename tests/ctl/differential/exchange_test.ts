// needs: supervisor python3
/**
 * Exchange: the real supervisorctl with this daemon, and svctl with this daemon, each beside Supervisor's
 * own pair. Every command of supervisorctl is in these tables, in all its forms; its stdout, stderr and
 * exit status are compared line by line. That svctl cannot be told from supervisorctl by the real
 * supervisord is what the neighbouring suites say with the same tables.
 *
 * @module
 */

import assert from "node:assert/strict";
import { runClient } from "../support/clients.ts";
import type { Setup } from "../support/pair.ts";
import { ACTING_LINES, playActing } from "../support/plays/acting.ts";
import * as following from "../support/plays/following.ts";
import { playReading, READING_LINES } from "../support/plays/reading.ts";
import { playEnd, playOpen, playQuestions, playShell } from "../support/plays/shell.ts";
import * as updating from "../support/plays/updating.ts";

const THEIR_CLIENT: Setup = { client: "supervisorctl", daemon: "denvisord" };
const ALL_OURS: Setup = { client: "svctl", daemon: "denvisord" };

type Play = (setup: Setup) => Promise<void>;

/** Plays one after the other, and fails with all that went wrong. */
async function playAll(plays: readonly Play[], setup: Setup): Promise<void> {
  const complaints: string[] = [];
  for (const play of plays) {
    await play(setup).catch((error) => complaints.push(`${play.name}: ${error.message}`));
  }
  assert.equal(complaints.join("\n\n"), "");
}

const UPDATING = [
  updating.playUpdate,
  updating.playUpdateOfSome,
  updating.playAddAndRemove,
  updating.playBadFile,
];

const FOLLOWING = [
  following.playTail,
  following.playTailOfNews,
  following.playMaintail,
  following.playNoLog,
  following.playForeground,
  following.playForegroundInterrupted,
  following.playForegroundGone,
  following.playForegroundMerged,
];

const SHELL = [playShell, playOpen, playQuestions, playEnd];

Deno.test("supervisorctl reads this daemon as it reads supervisord", () =>
  playReading(THEIR_CLIENT));

Deno.test("supervisorctl acts on this daemon as on supervisord", () => playActing(THEIR_CLIENT));

Deno.test("supervisorctl updates this daemon as supervisord", () =>
  playAll(UPDATING, THEIR_CLIENT));

Deno.test("supervisorctl follows logs of this daemon as of supervisord", () =>
  playAll(FOLLOWING, THEIR_CLIENT));

Deno.test("supervisorctl's shell with this daemon is that with supervisord", () =>
  playAll(SHELL, THEIR_CLIENT));

Deno.test("svctl reads this daemon as supervisorctl reads supervisord", () =>
  playReading(ALL_OURS));

Deno.test("svctl acts on this daemon as supervisorctl on supervisord", () => playActing(ALL_OURS));

Deno.test("svctl updates this daemon as supervisorctl does supervisord", () =>
  playAll(UPDATING, ALL_OURS));

Deno.test("every command of supervisorctl is in the tables", async () => {
  const { stdout } = await runClient("supervisorctl", ["help"]);
  const listed = stdout.split("\n").slice(3).join(" ").split(/ +/).filter((word) => word !== "");
  assert.ok(listed.length >= 20, stdout);
  const lines = [...READING_LINES, ...ACTING_LINES];
  const first = new Set(lines.map((line) => line.split(" ")[0]));
  // These two end the daemon or start it anew: they have a play of their own, `playEnd`.
  for (const word of ["shutdown", "reload"]) first.add(word);
  assert.deepEqual(listed.filter((word) => !first.has(word)), []);
});
