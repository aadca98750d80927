import assert from "node:assert/strict";
import { PLUGIN_PATIENCE_MS } from "#daemon/plugins/plugin_host.ts";
import { defineMethod, definePlugin, type Plugin } from "#lib/plugin/define_plugin.ts";
import { PluginWorld } from "./support/plugin_world.ts";
import { GREETER, NOTHING } from "./support/plugins.ts";

Deno.test("a plugin that does not start is named, leaves nothing, and the others run", async () => {
  const failing = definePlugin({
    start({ subscribe }) {
      subscribe(() => assert.fail("nobody calls this"));
      throw new Error("no database");
    },
  });
  const world = new PluginWorld({
    failing,
    missing: () => Promise.reject(new Error("no module")),
    fine: GREETER,
  });
  await world.host.start();
  world.bus.emit({ name: "TICK_5", when: 5 });
  assert.deepEqual(world.heads.toSorted(), [
    "error plugin:failing: not started: Error: no database",
    "error plugin:missing: not started: Error: no module",
    "info plugin:fine: started",
  ]);
  assert.match(await world.call("fine.greet", "you") as string, /^hello/);
  await world.host[Symbol.asyncDispose]();
});

Deno.test("methods that nobody could call keep their plugin from starting", async () => {
  const named = (name: string): Plugin => ({
    start: () => ({
      methods: { [name]: defineMethod({ ...NOTHING, result: "int", call: () => 1 }) },
    }),
  });
  const bare = { start: () => ({ methods: { m: () => 1 } }) } as unknown as Plugin;
  const world = new PluginWorld({ dotted: named("a.b"), empty: named(""), bare });
  await world.host.start();
  const why = "is not letters, digits and '_'";
  assert.deepEqual(world.lines.toSorted(), [
    "error plugin:bare: not started: Method 'm' has no params or no call: is defineMethod missing?",
    `error plugin:dotted: not started: Invalid name of a method: 'a.b' ${why}`,
    `error plugin:empty: not started: Invalid name of a method: '' ${why}`,
  ]);
});

Deno.test("the daemon waits five seconds for a start, and takes one that comes later", async () => {
  const gate = Promise.withResolvers<void>();
  const slow = definePlugin({
    async start(context) {
      await gate.promise;
      return await GREETER.start(context);
    },
  });
  const world = new PluginWorld({ slow, fine: GREETER });
  let waiting = true;
  const started = world.host.start().then(() => waiting = false);
  await world.settle();
  world.clock.advance(PLUGIN_PATIENCE_MS - 1);
  await world.settle();
  assert.equal(waiting, true);
  world.clock.advance(1);
  await started;
  assert.deepEqual(world.lines, [
    "info plugin:fine: started",
    "warn plugin:slow: takes more than 5 seconds to start",
  ]);
  assert.equal(await world.faultOf("slow.greet", "you"), "1 UNKNOWN_METHOD");
  gate.resolve();
  await world.settle();
  assert.match(await world.call("slow.greet", "you") as string, /^hello from slow/);
  assert.equal(world.clock.armed, 0);
});

Deno.test("the end of a plugin is waited for, and it hears events until then", async () => {
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const plugin = definePlugin({
    start({ signal, subscribe }) {
      signal.addEventListener("abort", () => order.push("aborted"));
      subscribe(() => void order.push("event"));
      return {
        async [Symbol.asyncDispose]() {
          await gate.promise;
          order.push("disposed");
        },
      };
    },
  });
  const world = new PluginWorld({ plugin });
  await world.host.start();
  const ended = world.host[Symbol.asyncDispose]().then(() => order.push("ended"));
  await world.settle();
  world.bus.emit({ name: "TICK_5", when: 5 });
  gate.resolve();
  await ended;
  world.bus.emit({ name: "TICK_5", when: 10 });
  assert.deepEqual(order, ["aborted", "event", "disposed", "ended"]);
  assert.equal(world.clock.armed, 0);
});

Deno.test("a plugin that does not end is left behind after five seconds, without a voice", async () => {
  const endless = definePlugin({
    start({ subscribe }) {
      subscribe(() => assert.fail("nobody calls this"));
      return { [Symbol.asyncDispose]: () => new Promise<void>(() => {}) };
    },
  });
  const clumsy = definePlugin({
    start: () => ({ [Symbol.asyncDispose]: () => Promise.reject(new Error("stuck")) }),
  });
  const world = new PluginWorld({ endless, clumsy });
  await world.host.start();
  const ended = world.host[Symbol.asyncDispose]();
  await world.settle();
  world.clock.advance(PLUGIN_PATIENCE_MS);
  await ended;
  world.bus.emit({ name: "TICK_5", when: 5 });
  assert.deepEqual(world.heads.slice(2), [
    "error plugin:clumsy: did not end well: Error: stuck",
    "warn plugin:endless: takes more than 5 seconds to end",
  ]);
});

Deno.test("a plugin that is still starting when the daemon goes is ended when it has", async () => {
  const gate = Promise.withResolvers<void>();
  const order: string[] = [];
  const slow = definePlugin({
    async start({ signal }) {
      await gate.promise;
      order.push(signal.aborted ? "started too late" : "started");
      return {
        methods: { m: defineMethod({ ...NOTHING, result: "int", call: () => 1 }) },
        async [Symbol.asyncDispose]() {
          order.push("disposed");
        },
      };
    },
  });
  const world = new PluginWorld({ slow });
  const started = world.host.start();
  const ended = world.host[Symbol.asyncDispose]();
  gate.resolve();
  await Promise.all([started, ended]);
  assert.deepEqual(order, ["started too late", "disposed"]);
  assert.equal(await world.faultOf("slow.m"), "1 UNKNOWN_METHOD");
});
