import assert from "node:assert/strict";
import { CAT, FILE } from "./support/samples.ts";
import { TwiddlerWorld } from "./support/twiddler_world.ts";

Deno.test("only a process that is at rest is taken out, and its logs are closed", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  const remove = (): Promise<unknown> => world.call("removeProcessFromGroup", "web", "web");
  const refused = (): Promise<string> => world.faultOf("removeProcessFromGroup", "web", "web");
  assert.equal(await refused(), "91 STILL_RUNNING: web");
  await world.settle(1000);
  assert.equal(await refused(), "91 STILL_RUNNING: web");
  await world.call("supervisor.stopProcess", "web", false);
  assert.equal(await refused(), "91 STILL_RUNNING: web");
  world.spawner.of("web").die("SIGTERM");
  await world.settle();
  assert.deepEqual(world.closed, []);
  assert.equal(await remove(), true);
  assert.deepEqual(world.closed, ["web"]);
  assert.equal(await world.faultOf("removeProcessFromGroup", "web", "web"), "10 BAD_NAME: web");
  assert.equal(await world.faultOf("supervisor.getProcessInfo", "web"), "10 BAD_NAME: web");
  assert.equal(
    await world.faultOf("removeProcessFromGroup", "none", "web"),
    "10 BAD_NAME: group: none",
  );
});

Deno.test("a process in BACKOFF is no process at rest", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  world.spawner.of("web").exit(1);
  await world.settle();
  assert.deepEqual(world.states, ["web:web BACKOFF"]);
  assert.equal(
    await world.faultOf("removeProcessFromGroup", "web", "web"),
    "91 STILL_RUNNING: web",
  );
});

Deno.test("a process that could not be signalled and lives is no process at rest", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle(1000);
  world.spawner.of("web").signal = () => ({ kind: "failed", reason: "EPERM" });
  assert.match(await world.faultOf("supervisor.stopProcess", "web"), /^30 FAILED/);
  assert.deepEqual(world.states, ["web:web UNKNOWN"]);
  assert.equal(
    await world.faultOf("removeProcessFromGroup", "web", "web"),
    "91 STILL_RUNNING: web",
  );
});

Deno.test("a process that waits to be started is not started after it was taken out", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  const added = world.call("addProgramToGroup", "empty", "cat", CAT);
  const removed = world.call("removeProcessFromGroup", "empty", "cat");
  await Promise.all([added, removed]);
  await world.settle(5000);
  assert.deepEqual(world.spawned, ["web"]);
});

Deno.test("the config that clients see and reread compares with follows what was done", async () => {
  const world = new TwiddlerWorld(FILE);
  const configured = async (): Promise<readonly string[]> => {
    const infos = await world.call("supervisor.getAllConfigInfo") as {
      group: string;
      name: string;
    }[];
    return infos.map(({ group, name }) => `${group}:${name}`);
  };
  const reread = (): Promise<unknown> => world.call("supervisor.reloadConfig");
  await world.call("addProgramToGroup", "web", "cat", { ...CAT, autostart: "false" });
  await world.call("addProgramToGroup", "empty", "dog", { ...CAT, autostart: "false" });
  assert.deepEqual(await configured(), ["web:cat", "empty:dog", "web:web"]);
  assert.deepEqual(await reread(), [[[], ["empty", "web"], []]]);
  // From then on the file is what is configured, also where a group is changed again.
  assert.deepEqual(await configured(), ["web:web"]);
  await world.call("removeProcessFromGroup", "web", "cat");
  assert.deepEqual(await configured(), ["web:web"]);
  assert.deepEqual(await reread(), [[[], ["empty"], []]]);
});

Deno.test("a group that is removed and added without a reread keeps what was added", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.call("addProgramToGroup", "empty", "cat", CAT);
  await world.settle();
  await world.call("supervisor.stopProcess", "empty:cat", false);
  world.spawner.of("cat").die("SIGTERM");
  await world.settle();
  await world.call("supervisor.removeProcessGroup", "empty");
  await world.call("supervisor.addProcessGroup", "empty");
  await world.settle();
  assert.ok(world.states.includes("empty:cat RUNNING"), world.states.join());
});
