// needs: supervisor python3
/**
 * Commands that only read, against the real supervisord and compared with the real supervisorctl line by
 * line: stdout, stderr and exit status (rows CTL-001, CTL-006 to CTL-009, CTL-014 to CTL-017, CTL-020 to
 * CTL-023, CTL-025, CTL-029, CTL-030).
 *
 * @module
 */

import { playReading } from "../support/plays/reading.ts";

Deno.test("commands that only read answer as supervisorctl does", () => playReading());
