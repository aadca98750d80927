// needs: supervisor python3
/**
 * Following a changed configuration, compared with the real supervisorctl (rows CTL-008 to CTL-012).
 *
 * @module
 */

import {
  playAddAndRemove,
  playBadFile,
  playUpdate,
  playUpdateOfSome,
} from "../support/plays/updating.ts";

Deno.test("reread lists what changed and update follows it", () => playUpdate());

Deno.test("update of some groups leaves the others alone", () => playUpdateOfSome());

Deno.test("groups are added and removed by name", () => playAddAndRemove());

Deno.test("a file that cannot be used is reported in one line by reread and update", () =>
  playBadFile());
