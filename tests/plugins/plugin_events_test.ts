import assert from "node:assert/strict";
import { definePlugin } from "#lib/plugin/define_plugin.ts";
import { PluginWorld } from "./support/plugin_world.ts";

Deno.test("a call from within a handler is carried out after the event was delivered", async () => {
  const order: string[] = [];
  const caller = definePlugin({
    start({ supervisor, subscribe }) {
      subscribe(async () => {
        order.push("handler");
        await supervisor.getPID();
      });
    },
  });
  const world = new PluginWorld({ caller }, {
    getPID: async () => order.push("call"),
  });
  await world.host.start();
  world.bus.emit({ name: "TICK_5", when: 5 });
  order.push("delivered");
  await world.settle();
  assert.deepEqual(order, ["handler", "delivered", "call"]);
});

Deno.test("subscribers get what they asked for until they are disposed", async () => {
  const seen: string[] = [];
  let subscription: Disposable | null = null;
  const plugin = definePlugin({
    start({ subscribe }) {
      subscription = subscribe(({ name, when }) => void seen.push(`${name} ${when}`), ["TICK"]);
      subscribe((event) => void seen.push(`all ${event.name}`));
    },
  });
  const world = new PluginWorld({ plugin });
  await world.host.start();
  world.bus.emit({ name: "TICK_5", when: 5 });
  world.bus.emit({ name: "PROCESS_GROUP_ADDED", group: "g" });
  (subscription as Disposable | null)?.[Symbol.dispose]();
  world.bus.emit({ name: "TICK_5", when: 10 });
  assert.deepEqual(seen, ["TICK_5 5", "all TICK_5", "all PROCESS_GROUP_ADDED", "all TICK_5"]);
  await world.host[Symbol.asyncDispose]();
  assert.equal(world.bus.wants("TICK_5"), false);
});

Deno.test("who subscribes when the run is over hears nothing of the next one", async () => {
  const seen: string[] = [];
  let late = (): void => {};
  const plugin = definePlugin({
    start({ subscribe }) {
      late = () => void subscribe(({ name }) => void seen.push(name));
    },
  });
  const world = new PluginWorld({ plugin });
  await world.host.start();
  await world.host[Symbol.asyncDispose]();
  late();
  world.bus.emit({ name: "TICK_5", when: 5 });
  assert.deepEqual(seen, []);
  assert.equal(world.bus.wants("TICK_5"), false);
});

Deno.test("what a handler throws or rejects with is logged and hurts nobody", async () => {
  const seen: number[] = [];
  const plugin = definePlugin({
    start({ subscribe }) {
      subscribe(() => {
        throw new Error("at once");
      });
      subscribe(async () => {
        await Promise.resolve();
        throw new Error("later");
      });
      subscribe(({ when }) => void seen.push(when), ["TICK"]);
    },
  });
  const world = new PluginWorld({ p: plugin });
  await world.host.start();
  world.bus.emit({ name: "TICK_5", when: 5 });
  world.bus.emit({ name: "TICK_5", when: 10 });
  await world.settle();
  assert.deepEqual(seen, [5, 10]);
  assert.deepEqual(world.heads.slice(1).toSorted(), [
    "error plugin:p: TICK_5: Error: at once",
    "error plugin:p: TICK_5: Error: at once",
    "error plugin:p: TICK_5: Error: later",
    "error plugin:p: TICK_5: Error: later",
  ]);
});
