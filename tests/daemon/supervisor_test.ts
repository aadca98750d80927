import assert from "node:assert/strict";
import { groupConfig, processConfig } from "#tests/support/configs.ts";
import { SupervisorWorld } from "./supervisor_world.ts";

Deno.test("groups start in ascending order of priority, members in the order of the config", async () => {
  const world = new SupervisorWorld([
    groupConfig("first", { groupPriority: 1 }),
    {
      ...groupConfig("pair", { groupPriority: 5 }),
      processes: [processConfig("b", { priority: 9 }), processConfig("a", { priority: 1 })],
    },
    groupConfig("manual", { groupPriority: 6, autostart: false }),
    groupConfig("last"),
  ]);
  await world.settle();
  assert.deepEqual(world.spawned, ["first", "b", "a", "last"]);
  assert.deepEqual(world.events.slice(0, 6).map((event) => event.name), [
    "PROCESS_GROUP_ADDED",
    "PROCESS_GROUP_ADDED",
    "PROCESS_GROUP_ADDED",
    "PROCESS_GROUP_ADDED",
    "SUPERVISOR_STATE_CHANGE_RUNNING",
    "PROCESS_STATE_STARTING",
  ]);
});

Deno.test("a shutdown stops one priority after the other, equal ones together", async () => {
  const world = new SupervisorWorld([
    groupConfig("base", { groupPriority: 1 }),
    groupConfig("web1", { groupPriority: 10 }),
    groupConfig("web2", { groupPriority: 10 }),
    groupConfig("top", { groupPriority: 20 }),
  ]);
  await world.settle(1000);
  assert.equal(world.supervisor.end("shutdown"), true);
  const signalled = (): string[] =>
    world.spawner.children.filter((child) => child.signals.length > 0).map((child) => child.name);
  assert.deepEqual(signalled(), ["top"]);
  assert.equal(world.lines.at(-1), "info waiting for base, web1, web2, top to die");
  world.spawner.of("top").die("SIGTERM");
  await world.settle();
  assert.deepEqual(signalled(), ["web1", "web2", "top"]);
  world.spawner.of("web2").exit(0);
  await world.settle();
  assert.deepEqual(signalled(), ["web1", "web2", "top"]);
  world.spawner.of("web1").exit(0);
  await world.settle();
  world.spawner.of("base").exit(0);
  assert.equal(await world.supervisor.ended, "shutdown");
});

Deno.test("what does not die is killed after its stopwaitsecs, reported every three seconds", async () => {
  const world = new SupervisorWorld([groupConfig("stubborn", { stopwaitsecs: 7 })]);
  await world.settle(1000);
  world.supervisor.end("shutdown");
  await world.settle(6999);
  const reports = world.lines.filter((line) => line.includes("waiting for stubborn to die"));
  assert.equal(reports.length, 3);
  assert.deepEqual(world.spawner.of("stubborn").signals, ["SIGTERM"]);
  await world.settle(1);
  assert.deepEqual(world.spawner.of("stubborn").signals, ["SIGTERM", "SIGKILL"]);
});

Deno.test("a shutdown overrides a restart, a restart never a shutdown", async () => {
  const world = new SupervisorWorld([groupConfig("cat")]);
  await world.settle(1000);
  world.supervisor.end("restart");
  world.supervisor.end("shutdown");
  assert.equal(world.supervisor.end("restart"), false);
  world.spawner.of("cat").exit(0);
  assert.equal(await world.supervisor.ended, "shutdown");
});

Deno.test("a crashed process is started again at once, and not at all during a shutdown", async () => {
  const world = new SupervisorWorld([groupConfig("cat", { startsecs: 0, autorestart: "true" })]);
  await world.settle();
  world.spawner.of("cat").die("SIGSEGV");
  await world.settle();
  assert.equal(world.spawned.length, 2);
  world.supervisor.end("shutdown");
  world.spawner.of("cat").exit(0);
  await world.settle(60_000);
  assert.equal(world.spawned.length, 2);
});

Deno.test("a mass start gives everybody else a turn after every few children", async () => {
  const world = new SupervisorWorld(
    Array.from({ length: 12 }, (_, i) => groupConfig(`p${String(i).padStart(2, "0")}`)),
  );
  await Promise.resolve();
  assert.equal(world.spawned.length, 5);
  await world.settle();
  assert.equal(world.spawned.length, 12);
});

Deno.test("a stop by hand takes back a start that waits for its turn", async () => {
  const world = new SupervisorWorld([groupConfig("flaky", { startretries: 5 })]);
  await world.settle();
  const { supervisor } = world;
  const process = supervisor.processes()[0]!;
  world.spawner.of("flaky").exit(1);
  assert.equal(process.snapshot.state, "BACKOFF");
  world.clock.advance(1000);
  process.stop();
  await world.settle(60_000);
  assert.equal(process.snapshot.state, "STOPPED");
  assert.equal(world.spawned.length, 1);
});

Deno.test("a group that is added runs in its place, and leaves with an event when removed", async () => {
  const world = new SupervisorWorld([groupConfig("b")]);
  await world.settle(1000);
  world.supervisor.addGroup(groupConfig("a"));
  await world.settle(1000);
  assert.deepEqual(world.supervisor.groups.map((group) => group.name), ["a", "b"]);
  assert.deepEqual(world.spawned, ["b", "a"]);
  const group = world.supervisor.group("a")!;
  group.processes[0]!.stop();
  world.spawner.of("a").exit(0);
  world.supervisor.removeGroup(group);
  assert.equal(world.supervisor.group("a"), null);
  assert.deepEqual(world.events.at(-1), { name: "PROCESS_GROUP_REMOVED", group: "a" });
});
