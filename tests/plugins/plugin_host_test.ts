import assert from "node:assert/strict";
import { PLUGIN_PATIENCE_MS } from "#daemon/plugins/plugin_host.ts";
import { defineMethod, definePlugin, type Plugin } from "#lib/plugin/define_plugin.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { PluginWorld } from "./support/plugin_world.ts";

const NOTHING = { params: [], doc: "Something.", returns: "Something." } as const;

const GREETER: Plugin = definePlugin({
  start: ({ options, name }) => ({
    methods: {
      greet: defineMethod({
        doc: "Greet somebody.",
        returns: "The greeting.",
        result: "string",
        params: [
          { name: "who", type: "string", doc: "A name." },
          { name: "times", type: "int", doc: "How often.", default: 1 },
        ],
        call: ({ who, times }, { peer, user }) =>
          `${options["greeting"]} (${name}) to ${who} x${times} for ${user}@${peer}`,
      }),
    },
  }),
});

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
  assert.match(world.lines[1]!, /plugin_host_test\.ts:\d+/, "the log says where it was thrown");
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
