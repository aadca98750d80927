import assert from "node:assert/strict";
import { WebSource } from "#daemon/service/web_source.ts";
import { TwiddlerWorld } from "./support/twiddler_world.ts";

const FILE = "[supervisord]\n[group:empty]\n[program:web]\ncommand=/bin/web\n";

const CAT = { command: "/bin/cat", autostart: false };

Deno.test("the pages know of each process that comes and goes, and are told", async () => {
  const world = new TwiddlerWorld(FILE);
  const { supervisor, bus, clock } = world;
  using source = new WebSource({
    ...{ supervisor, bus, clock, version: "4.2.5", pid: 1, configPath: "/work/s.conf" },
    runPs: () => Promise.resolve(""),
  });
  const told: (readonly string[] | null)[] = [];
  using _watch = source.watch({
    changed: (specs) => void told.push(specs === null ? null : [...specs]),
    sampled: () => {},
  });
  const specs = (): readonly string[] => source.rows().map(({ spec }) => spec);
  assert.deepEqual(specs(), ["web"]);
  const before = source.version();
  await world.call("addProgramToGroup", "empty", "cat", CAT);
  assert.deepEqual(specs(), ["empty:cat", "web"]);
  assert.notEqual(source.version(), before);
  await world.settle(100);
  assert.equal(told.at(-1), null);
  await world.call("removeProcessFromGroup", "empty", "cat");
  assert.deepEqual(specs(), ["web"]);
  assert.equal(source.row("empty:cat"), null);
});

Deno.test("a process of the same name begins with an empty past", async () => {
  const world = new TwiddlerWorld(FILE);
  const { supervisor, bus, clock } = world;
  using source = new WebSource({
    ...{ supervisor, bus, clock, version: "4.2.5", pid: 1, configPath: "/work/s.conf" },
    runPs: () => Promise.resolve(""),
  });
  await world.call("addProgramToGroup", "empty", "cat", {
    ...CAT,
    startsecs: 0,
    autorestart: false,
  });
  await world.call("supervisor.startProcess", "empty:cat");
  world.spawner.of("cat").exit(7);
  await world.settle();
  assert.notEqual(source.row("empty:cat")!.ending, null);
  await world.call("removeProcessFromGroup", "empty", "cat");
  await world.call("addProgramToGroup", "empty", "cat", CAT);
  assert.equal(source.row("empty:cat")!.ending, null);
});
