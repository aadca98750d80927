import assert from "node:assert/strict";
import { CAT, FILE } from "./support/samples.ts";
import { TwiddlerWorld } from "./support/twiddler_world.ts";

Deno.test("the version is that of the package, and groups are listed, empty ones too", async () => {
  const world = new TwiddlerWorld(FILE);
  assert.equal(await world.call("getAPIVersion"), "0.3");
  assert.deepEqual(await world.call("getGroupNames"), ["empty", "web"]);
});

Deno.test("log writes at levels by name in any case and by number, and at no other", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  const levels = [["CRIT", 50, "critical"], ["erro", 40, "error"], ["Warn", 30, "warn"]] as const;
  const more = [["DEBG", 10, "debug"], ["trac", 5, "trace"], ["BLAT", 3, "blather"]] as const;
  for (const [name, number, level] of [...levels, ["INFO", 20, "info"] as const, ...more]) {
    for (const given of [name, number]) {
      assert.equal(await world.call("log", `at ${given}`, given), true);
      assert.equal(world.lines.at(-1), `${level} at ${given}`);
    }
  }
  await world.call("log", "without a level");
  assert.equal(world.lines.at(-1), "info without a level");
  const written = world.lines.length;
  for (const bad of ["info ", "DEBUG", "", "__class__", 21, -1]) {
    assert.equal(await world.faultOf("log", "x", bad), "2 INCORRECT_PARAMETERS", String(bad));
  }
  assert.equal(world.lines.length, written);
});

Deno.test("a whitelist leaves its methods, lists all, and refuses the others with fault 230", async () => {
  const world = new TwiddlerWorld(FILE, { whitelist: ["getGroupNames", "log"] });
  assert.deepEqual(await world.call("getGroupNames"), ["empty", "web"]);
  assert.equal(await world.call("log", "x"), true);
  assert.equal(await world.faultOf("getAPIVersion"), "230 NOT_IN_WHITELIST: getAPIVersion");
  assert.equal(
    await world.faultOf("addProgramToGroup", "none", "x", {}),
    "230 NOT_IN_WHITELIST: addProgramToGroup",
  );
  const names = await world.call("system.listMethods") as readonly string[];
  assert.deepEqual(names.filter((name) => name.startsWith("twiddler.")), [
    "twiddler.addProgramToGroup",
    "twiddler.getAPIVersion",
    "twiddler.getGroupNames",
    "twiddler.log",
    "twiddler.removeProcessFromGroup",
  ]);
});

Deno.test("a whitelist of nothing but a comma allows nothing", async () => {
  const world = new TwiddlerWorld(FILE, { whitelist: ["", ""] });
  assert.equal(await world.faultOf("getGroupNames"), "230 NOT_IN_WHITELIST: getGroupNames");
});

Deno.test("the log says who changed which group, and keeps the options to itself", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.call("addProgramToGroup", "empty", "cat", { ...CAT, environment: 'TOKEN="secret"' });
  assert.ok(world.lines.includes("info test called twiddler.addProgramToGroup('empty', 'cat')"));
  assert.ok(!world.lines.some((line) => line.includes("secret")));
});

Deno.test("nothing is added while the daemon goes down", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  world.supervisor.end("shutdown");
  for (const method of ["getAPIVersion", "getGroupNames"]) {
    assert.equal(await world.faultOf(method), "6 SHUTDOWN_STATE");
  }
  assert.equal(await world.faultOf("addProgramToGroup", "web", "x", CAT), "6 SHUTDOWN_STATE");
});
