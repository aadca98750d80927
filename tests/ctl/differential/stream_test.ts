// needs: supervisor python3
/**
 * Following logs, compared with the real supervisorctl (rows CTL-014 to CTL-016, CTL-024, CTL-037).
 *
 * @module
 */

import assert from "node:assert/strict";
import { canonical } from "../support/canonical.ts";
import { runClient } from "../support/clients.ts";
import { zoo } from "../support/config.ts";
import { Pair } from "../support/pair.ts";
import {
  playForeground,
  playForegroundGone,
  playForegroundInterrupted,
  playForegroundMerged,
  playMaintail,
  playNoLog,
  playTail,
  playTailOfNews,
} from "../support/plays/following.ts";

Deno.test("tail -f shows the end of a log, then what comes, until Ctrl-C", () => playTail());

Deno.test("tail -f passes on what is written while it follows", () => playTailOfNews());

Deno.test("maintail -f follows the daemon's own log", () => playMaintail());

Deno.test("a log that cannot be followed is told on stderr, with status 1", () => playNoLog());

Deno.test("fg shows both streams and passes lines on", () => playForeground());

Deno.test("fg ends with Ctrl-C", () => playForegroundInterrupted());

Deno.test("fg notices that the process is gone", () => playForegroundGone());

Deno.test("fg of a process without a stderr log says so and goes on", () => playForegroundMerged());

Deno.test("an output encoding that is not UTF-8 is warned of", async () => {
  await using pair = await Pair.start(zoo);
  const { place } = pair.subject("ours");
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
