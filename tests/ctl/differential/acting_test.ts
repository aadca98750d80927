// needs: supervisor python3
/**
 * Commands that act, against the real supervisord and compared with the real supervisorctl line by line:
 * stdout, stderr and exit status (rows CTL-002 to CTL-005, CTL-011 to CTL-013, CTL-025, CTL-030). Each
 * client has a daemon of its own, so that later lines also show what earlier ones have done.
 *
 * @module
 */

import { playActing } from "../support/plays/acting.ts";

Deno.test("commands that act answer as supervisorctl does, and have the same effect", () =>
  playActing());
