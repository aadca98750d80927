import assert from "node:assert/strict";
import { KillProgram } from "#daemon/adapters/process_groups.ts";
import { tempDir } from "#tests/support/temp.ts";

Deno.test("a group is not taken for another one whose number begins with its own", async () => {
  await using dir = await tempDir();
  // What procps says; it is run once for all that are signalled in one turn.
  const complaint = "kill: sending signal to -123 failed: Operation not permitted";
  const path = dir.at("kill");
  await Deno.writeTextFile(path, `#!/bin/sh\necho '${complaint}' >&2\nexit 1\n`, { mode: 0o755 });
  const groups = new KillProgram({ kind: "program", path });
  const failures: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const tell = (pgid: number) => (reason: string): void => {
    failures.push(`${pgid} ${reason}`);
    if (pgid === 123) resolve();
  };
  for (const pgid of [12, 123]) groups.signal(pgid, { signal: "SIGTERM", failed: tell(pgid) });
  await promise;
  assert.deepEqual(failures, [`123 ${complaint}`]);
});
