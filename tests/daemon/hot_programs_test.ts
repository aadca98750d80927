import assert from "node:assert/strict";
import { stopProcess } from "#daemon/service/control.ts";
import type { ManagedProcess } from "#daemon/process.ts";
import { HOT_LIVES } from "#lib/process/restart_pace.ts";
import { groupConfig } from "#tests/support/configs.ts";
import { SupervisorWorld } from "./supervisor_world.ts";

const LOOP = { startsecs: 0, autorestart: "true" } as const;

/** A world with a program that has just ended and waits for its moment: the next but one of its slots. */
async function paused(): Promise<{ world: SupervisorWorld; process: ManagedProcess }> {
  const world = new SupervisorWorld([groupConfig("cat", LOOP)]);
  await world.settle();
  const process = world.supervisor.processes()[0]!;
  while (world.spawned.length <= HOT_LIVES) await crash(world);
  world.spawner.of("cat").exit(1);
  await world.settle();
  assert.equal(process.snapshot.state, "EXITED");
  return { world, process };
}

async function crash(world: SupervisorWorld): Promise<void> {
  world.spawner.of("cat").exit(1);
  await world.settle();
}

const warnings = (world: SupervisorWorld): string[] =>
  world.lines.filter((line) => line.includes("in a row"));

// Seen to fail with `due` of lib/process/restart_pace.ts answering `now`.
Deno.test("a program that ends at once for ever waits for its moment, EXITED, and the log tells it once", async () => {
  const { world, process } = await paused();
  const before = world.spawned.length;
  await world.settle(10);
  assert.equal(world.spawned.length, before + 1);
  assert.equal(process.snapshot.state, "RUNNING");
  for (let round = 0; round < 100; round++) {
    await crash(world);
    await world.settle(10);
  }
  assert.equal(world.spawned.length, before + 101);
  assert.deepEqual(warnings(world), [
    `warn 'cat' ended ${HOT_LIVES + 1} times in a row within a second of its start; ` +
    "its restarts take turns with those of other such programs now",
  ]);
});

// Seen to fail with `isStoppable` looking at the state alone.
Deno.test("a stop while it waits is a stop, and the start that was to come does not", async () => {
  const { world, process } = await paused();
  const before = world.spawned.length;
  const { clock } = world;
  assert.equal(await stopProcess(process, { clock, log: () => {}, name: "cat", wait: true }), true);
  await world.settle(60_000);
  assert.equal(world.spawned.length, before);
  assert.equal(clock.armed, 0);
  await assert.rejects(stopProcess(process, { clock, log: () => {}, name: "cat", wait: true }));
});

// Seen to fail with `cancelStart` taken out of `start` in daemon/process.ts.
Deno.test("a start by hand while it waits happens at once, and only once", async () => {
  const { world, process } = await paused();
  const before = world.spawned.length;
  process.start();
  assert.equal(world.spawned.length, before + 1);
  assert.equal(process.isStartRequested(), false);
  await world.settle(60_000);
  assert.equal(world.spawned.length, before + 1);
});

// Seen to fail with `removeGroup` that leaves the queue alone: it runs on, and belongs to nobody.
Deno.test("a group that is removed while its program waits stays away, and so it is in a shutdown", async () => {
  for (const shutdown of [false, true]) {
    const { world } = await paused();
    const before = world.spawned.length;
    if (shutdown) {
      world.supervisor.end("shutdown");
      assert.equal(await world.supervisor.ended, "shutdown");
    } else world.supervisor.removeGroup(world.supervisor.group("cat")!);
    assert.equal(world.clock.armed, 0);
    await world.settle(60_000);
    assert.equal(world.spawned.length, before);
  }
});

Deno.test("after a long life, or a stop, a program has its quick restarts back", async () => {
  const { world, process } = await paused();
  await world.settle(10);
  await world.settle(2000);
  const atOnce = async (): Promise<void> => {
    const before = world.spawned.length;
    await crash(world);
    assert.equal(world.spawned.length, before + 1);
  };
  await atOnce();
  assert.equal(process.snapshot.shortLives, 0);
  for (let round = 1; round < HOT_LIVES; round++) await atOnce();
  process.stop();
  world.spawner.of("cat").die("SIGTERM");
  process.start();
  await atOnce();
});

// Seen to fail with `holdStarts` that does not hold.
Deno.test("starts are held until what a killed daemon left is settled", async () => {
  const world = new SupervisorWorld([groupConfig("a", { autostart: false })]);
  const { promise, resolve } = Promise.withResolvers<void>();
  world.supervisor.holdStarts(promise);
  world.supervisor.addGroup(groupConfig("b"));
  await world.settle(60_000);
  assert.deepEqual(world.spawned, []);
  assert.notEqual(world.supervisor.held, null);
  resolve();
  await world.settle();
  assert.deepEqual(world.spawned, ["b"]);
  assert.equal(world.supervisor.held, null);
});
