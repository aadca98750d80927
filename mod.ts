/**
 * Denvisor as a library: run a supervisor inside a program, talk to a daemon, write event listeners, read
 * configurations.
 *
 * A supervisor inside a program, with the interface that a daemon has over XML-RPC:
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { Supervisor } from "@denvisor/denvisor";
 *
 * await using supervisor = await Supervisor.start({
 *   programs: {
 *     cat: { command: "/bin/cat", startsecs: 0 },
 *     sleep: { command: "/bin/sleep 1000", autostart: false, environment: { NAME: "value" } },
 *   },
 * });
 * await supervisor.startProcess("sleep");
 * const infos = await supervisor.getAllProcessInfo();
 * assert(infos.map(({ name }) => name).join() === "cat,sleep");
 * ```
 *
 * The same interface over a connection, here to a supervisor of the same program:
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { connect, Fault, Supervisor } from "@denvisor/denvisor";
 *
 * const socket = `${await Deno.makeTempDir()}/supervisor.sock`;
 * await using _supervisor = await Supervisor.start({
 *   programs: { cat: { command: "/bin/cat", startsecs: 0, autostart: false } },
 *   sections: { unix_http_server: { file: socket } },
 * });
 *
 * await using client = connect(`unix://${socket}`);
 * const events = client.events(["PROCESS_STATE_RUNNING"]);
 * const running = events.next();
 * await client.startProcess("cat");
 * const { value: event } = await running;
 * assert(event?.process === "cat" && event.fromState === "STARTING");
 * await events.return();
 *
 * const results = await client.multicall([
 *   { method: "supervisor.getPID" },
 *   { method: "supervisor.stopProcess", params: ["no-such-process"] },
 * ]);
 * assert(results[0] === Deno.pid);
 * assert(results[1] instanceof Fault && results[1].text === "BAD_NAME: no-such-process");
 * ```
 *
 * A plugin of the daemon, what the module of a `[plugin:x]` exports:
 *
 * ```ts
 * import assert from "node:assert/strict";
 * import { defineMethod, definePlugin, type Plugin } from "@denvisor/denvisor";
 *
 * const plugin: Plugin = definePlugin({
 *   permissions: ({ hook = "https://localhost" }) => ({ net: [new URL(hook).host] }),
 *   start({ log }) {
 *     return {
 *       methods: {
 *         greet: defineMethod({
 *           doc: "Greet somebody.",
 *           params: [{ name: "name", type: "string", doc: "Whom.", default: "world" }],
 *           result: "string",
 *           returns: "The greeting.",
 *           call({ name }) {
 *             log("info", `greeted ${name}`);
 *             return Promise.resolve(`hello ${name}`);
 *           },
 *         }),
 *       },
 *     };
 *   },
 * });
 * assert(typeof plugin.start === "function");
 * ```
 *
 * An event listener, the program of an `[eventlistener:x]`: see {@linkcode listen}. What a
 * `supervisord.conf` says: see {@linkcode loadConfig}.
 *
 * @module
 */

export * from "./library/client.ts";
export * from "./library/config_error.ts";
export * from "./library/config_input.ts";
export * from "./library/config_types.ts";
export * from "./library/connect.ts";
export * from "./library/connection_error.ts";
export * from "./library/event_types.ts";
export * from "./library/listen.ts";
export * from "./library/load_config.ts";
export * from "./library/plugin_types.ts";
export * from "./library/rpc_types.ts";
export * from "./library/streamed_event.ts";
export * from "./library/supervisor.ts";
export * from "./library/supervisor_starter.ts";
