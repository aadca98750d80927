import assert from "node:assert/strict";
import fc from "fast-check";
import { TwiddlerWorld } from "./support/twiddler_world.ts";

const FILE = "[supervisord]\n[group:a]\n[program:b]\ncommand=/bin/cat\n";

const action = fc.record({
  what: fc.constantFrom("add", "remove", "start", "stop", "die"),
  group: fc.constantFrom("a", "b", "c"),
  name: fc.constantFrom("b", "x", "y"),
  autostart: fc.boolean(),
});

Deno.test("whatever comes and goes, a group's config names just its processes, each once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      const world = new TwiddlerWorld(FILE);
      for (const { what, group, name, autostart } of actions) {
        await perform(world, { what, group, name, autostart });
        await world.settle();
        for (const { config, processes } of world.supervisor.groups) {
          assert.deepEqual(config.processes, processes.map((process) => process.config));
          assert.equal(new Set(processes.map((process) => process.name)).size, processes.length);
        }
        const groups = world.supervisor.groups.map(({ config }) => config);
        assert.deepEqual(groups, world.supervisor.configured);
        const alive = world.spawner.children.filter((child) => child.alive).map(({ pid }) => pid);
        const known = world.supervisor.processes().map(({ snapshot }) => snapshot.pid);
        assert.deepEqual(known.filter((pid) => pid !== 0).toSorted(), alive.toSorted());
      }
    }),
    { numRuns: 150 },
  );
});

async function perform(
  world: TwiddlerWorld,
  { what, group, name, autostart }: {
    readonly what: string;
    readonly group: string;
    readonly name: string;
    readonly autostart: boolean;
  },
): Promise<void> {
  const spec = `${group}:${name}`;
  switch (what) {
    case "add":
      return ignore(world.call("addProgramToGroup", group, name, {
        command: "/bin/cat",
        startsecs: 0,
        autostart,
      }));
    case "remove":
      return ignore(world.call("removeProcessFromGroup", group, name));
    case "start":
      return ignore(world.call("supervisor.startProcess", spec, false));
    case "stop":
      return ignore(world.call("supervisor.stopProcess", spec, false));
    case "die":
      world.spawner.children.find((child) => child.alive && child.name === name)?.exit(0);
  }
}

/** Faults are expected here: many of these calls make no sense. */
async function ignore(call: Promise<unknown>): Promise<void> {
  await call.catch(() => {});
}
