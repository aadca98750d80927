import assert from "node:assert/strict";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { SpawnError } from "#lib/ports/spawner.ts";
import { groupConfig } from "#tests/support/configs.ts";
import { SILENT_STREAM } from "#tests/support/silent_stream.ts";
import { SupervisorWorld } from "./supervisor_world.ts";

/** What the activity log says about the first attempts of a program whose start fails with `error`. */
async function linesAfter(error: Error): Promise<readonly string[]> {
  const fail = () => {
    throw error;
  };
  const world = new SupervisorWorld(
    [groupConfig("a")],
    error instanceof LogOpenError
      ? {
        stdout: { ...SILENT_STREAM, open: fail },
        spawner: { spawn: () => assert.fail("its log is not open") },
      }
      : { spawner: { spawn: fail } },
  );
  for (let second = 0; second < 20; second++) await world.settle(1_000);
  return world.lines;
}

const TABLE: readonly (readonly [error: Error, reason: string])[] = [
  [
    new SpawnError("descriptors", { errno: "EMFILE" }),
    "too many open files to spawn 'a'",
  ],
  [
    new SpawnError("processes", { errno: "EAGAIN" }),
    "Too many processes in process table to spawn 'a'",
  ],
  [
    new SpawnError("other", { errno: "ENOMEM" }),
    "unknown error during fork for 'a': ENOMEM",
  ],
  [
    new LogOpenError("/log/a", { errno: "EMFILE" }),
    "too many open files to spawn 'a'",
  ],
  [
    new LogOpenError("/log/a", { errno: "ENOSPC" }),
    "unknown error making dispatchers for 'a': ENOSPC (/log/a)",
  ],
];

Deno.test("spawn errors have Supervisor's words", async () => {
  for (const [error, reason] of TABLE) {
    const lines = await linesAfter(error);
    assert.ok(lines.includes(`info spawnerr: ${reason}`), lines.join("\n"));
  }
});

Deno.test("a spawn error is an attempt like any other: it is tried again, then given up", async () => {
  for (const [error, reason] of TABLE) {
    const lines = await linesAfter(error);
    assert.equal(lines.filter((line) => line === `info spawnerr: ${reason}`).length, 4);
    assert.match(lines.at(-1)!, /^info gave up: a entered FATAL state/);
  }
});
