import assert from "node:assert/strict";
import { EventBus } from "#daemon/event_bus.ts";
import { EventSerials } from "#daemon/event_serials.ts";
import { LogOpenError } from "#daemon/output/log_open_error.ts";
import { ProcessLauncher } from "#daemon/process_launcher.ts";
import { ProcessLogs } from "#daemon/process_logs.ts";
import { Supervisor } from "#daemon/supervisor.ts";
import { SpawnError } from "#lib/ports/spawner.ts";
import { configOf, groupConfig } from "#tests/support/configs.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { SILENT_STREAM } from "#tests/support/silent_stream.ts";

/** What the activity log says about the first attempts of a program whose start fails with `error`. */
async function linesAfter(error: Error): Promise<readonly string[]> {
  const clock = new FakeClock();
  const lines: string[] = [];
  const fail = () => {
    throw error;
  };
  const isLog = error instanceof LogOpenError;
  const supervisor = new Supervisor(configOf([groupConfig("a")]), {
    clock,
    logger: {
      log: (level, message) => void lines.push(`${level} ${message}`),
      enabled: () => true,
    },
    bus: new EventBus({ onError: (problem) => assert.fail(String(problem)) }),
    serials: new EventSerials(),
    launcher: new ProcessLauncher({
      spawner: { spawn: isLog ? () => assert.fail("its log is not open") : fail },
      executables: { probe: () => "executable" },
      cwd: "/",
      path: "/bin",
      serverUrl: () => "unix:///s",
      socketOf: () => null,
    }),
    groups: { signal: () => assert.fail("no group is signalled here") },
    sockets: {
      listen: () => assert.fail("no socket is opened here"),
      probe: () => assert.fail("no socket is opened here"),
    },
    logsOf: () =>
      new ProcessLogs({
        stdout: isLog ? { ...SILENT_STREAM, open: fail } : SILENT_STREAM,
        stderr: SILENT_STREAM,
      }),
  });
  supervisor.createGroups();
  supervisor.run();
  for (let second = 0; second < 20; second++) {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    clock.advance(1_000);
  }
  return lines;
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
