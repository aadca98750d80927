import assert from "node:assert/strict";
import { defineMethod, definePlugin, type Plugin } from "#lib/plugin/define_plugin.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { PluginWorld } from "./support/plugin_world.ts";
import { GREETER, NOTHING } from "./support/plugins.ts";

Deno.test("methods get their arguments by name, with defaults, and who calls", async () => {
  const world = new PluginWorld({ one: GREETER, two: GREETER });
  await world.host.start();
  assert.equal(await world.call("one.greet", "you"), "hello from one (one) to you x1 for me@test");
  assert.equal(await world.call("two.greet", "me", 3), "hello from two (two) to me x3 for me@test");
  assert.equal(
    await world.faultOf("one.greet", 5),
    "2 INCORRECT_PARAMETERS: 'who' must be string, not int",
  );
  assert.equal(await world.faultOf("one.greet"), "2 INCORRECT_PARAMETERS");
  assert.equal(await world.faultOf("one.toString"), "1 UNKNOWN_METHOD");
  assert.deepEqual(world.lines, ["info plugin:one: started", "info plugin:two: started"]);
});

Deno.test("methods are listed and explained like all others", async () => {
  const world = new PluginWorld({ one: GREETER });
  await world.host.start();
  const names = await world.call("system.listMethods") as readonly string[];
  assert.deepEqual(names.filter((name) => !name.startsWith("system.")), ["one.greet"]);
  assert.deepEqual(await world.call("system.methodSignature", "one.greet"), [
    "string",
    "string",
    "int",
  ]);
  assert.equal(
    await world.call("system.methodHelp", "one.greet"),
    "Greet somebody.\n\n@param string who  A name.\n" +
      "@param int times  How often. Default: 1.\n@return string  The greeting.",
  );
});

const MISTAKES: Plugin = definePlugin({
  start: ({ fault }) => ({
    methods: {
      fine: defineMethod({ ...NOTHING, result: "boolean", call: () => true }),
      throws: defineMethod({
        ...NOTHING,
        result: "boolean",
        call: () => {
          throw new Error("out of paper");
        },
      }),
      rejects: defineMethod({
        ...NOTHING,
        result: "boolean",
        call: () => Promise.reject("no error at all"),
      }),
      refuses: defineMethod({
        ...NOTHING,
        result: "boolean",
        call: () => {
          throw fault(299, "CLOSED: until Monday");
        },
      }),
      odd: defineMethod({ ...NOTHING, result: "array", call: () => [1, { a: [Symbol("x")] }] }),
    },
  }),
});

Deno.test("what a method throws is logged and ends its own call alone", async () => {
  const world = new PluginWorld({ p: MISTAKES });
  await world.host.start();
  assert.equal(await world.faultOf("p.throws"), "30 FAILED: p.throws: out of paper");
  assert.equal(await world.faultOf("p.rejects"), "30 FAILED: p.rejects: no error at all");
  const odd = "result[1].a[0] is symbol, which XML-RPC cannot carry";
  assert.equal(await world.faultOf("p.odd"), `30 FAILED: p.odd: ${odd}`);
  assert.deepEqual(world.heads.slice(1), [
    "error plugin:p: p.throws: Error: out of paper",
    "error plugin:p: p.rejects: no error at all",
    `error plugin:p: p.odd: TypeError: ${odd}`,
  ]);
  assert.match(world.lines[1]!, /plugin_methods_test\.ts:\d+/, "the log says where it was thrown");
  assert.equal(await world.call("p.fine"), true);
});

Deno.test("a fault is the answer to the caller and not worth a line", async () => {
  const world = new PluginWorld({ p: MISTAKES });
  await world.host.start();
  assert.equal(await world.faultOf("p.refuses"), "299 CLOSED: until Monday");
  assert.equal(world.lines.length, 1);
});

const STOPPER: Plugin = definePlugin({
  start: ({ supervisor }) => ({
    methods: {
      stop: defineMethod({
        ...NOTHING,
        params: [{ name: "name", type: "string", doc: "A process." }],
        result: "boolean",
        changes: true,
        call: async ({ name }) => await supervisor.stopProcess(name, false) === true,
      }),
    },
  }),
});

Deno.test("calls of a plugin are logged with its name, as those of clients with theirs", async () => {
  const stopped: unknown[] = [];
  const world = new PluginWorld({ p: STOPPER }, {
    stopProcess: async (...args) => {
      stopped.push(args);
      if (args[0] === "gone") throw Fault.of("BAD_NAME", "gone");
      return true;
    },
  });
  await world.host.start();
  assert.equal(await world.call("p.stop", "web"), true);
  assert.deepEqual(stopped, [["web", false]]);
  assert.deepEqual(world.lines.slice(1), [
    "info test (me) called p.stop('web')",
    "info plugin:p called supervisor.stopProcess('web')",
  ]);
  assert.equal(await world.faultOf("p.stop", "gone"), "10 BAD_NAME: gone");
});

Deno.test("while the daemon goes down plugins are refused like clients", async () => {
  const results: unknown[] = [];
  const watcher = definePlugin({
    start({ supervisor, subscribe }) {
      subscribe(async () => void results.push(await supervisor.getPID().catch((error) => error)));
    },
  });
  const world = new PluginWorld({ p: STOPPER, watcher });
  await world.host.start();
  world.stopping = true;
  assert.equal(await world.faultOf("p.stop", "web"), "6 SHUTDOWN_STATE");
  world.bus.emit({ name: "SUPERVISOR_STATE_CHANGE_STOPPING" });
  await world.settle();
  assert.deepEqual(results, [Fault.of("SHUTDOWN_STATE")]);
});
