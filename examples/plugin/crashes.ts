/**
 * A plugin that counts crashes: it writes each one down, and stops a process that crashes too often.
 *
 * @module
 */

import {
  defineMethod,
  definePlugin,
  type Plugin,
  type PluginOptions,
} from "../../lib/plugin/define_plugin.ts";

/** What is known of a process. Times are unix seconds. */
interface Crashes {
  readonly name: string;
  readonly count: number;
  readonly last: number;
}

export const plugin: Plugin = definePlugin({
  // What the section has to grant; a plugin that writes no journal needs nothing.
  permissions: ({ journal }) => journal === undefined ? {} : { write: [journal] },

  start({ options, supervisor, log, subscribe, fault }) {
    const { journal } = options;
    const alarm = readAlarm(options);
    const file = journal === undefined
      ? null
      : Deno.openSync(journal, { append: true, create: true });
    const crashes = new Map<string, Crashes>();

    subscribe(({ group, process, expected, pid }) => {
      if (expected) return;
      const name = `${group}:${process}`;
      const count = (crashes.get(name)?.count ?? 0) + 1;
      const last = Math.floor(Date.now() / 1000);
      crashes.set(name, { name, count, last });
      file?.writeSync(new TextEncoder().encode(`${last} ${name} (pid ${pid}) crashed\n`));
    }, ["PROCESS_STATE_EXITED"]);

    // A process that has ended cannot be stopped, so it is stopped when it is started again.
    subscribe(async ({ group, process }) => {
      const name = `${group}:${process}`;
      const count = crashes.get(name)?.count ?? 0;
      if (count < alarm) return;
      crashes.delete(name);
      log("warn", `${name} crashed ${count} times and is stopped`);
      await supervisor.stopProcess(name);
    }, ["PROCESS_STATE_STARTING"]);

    return {
      methods: {
        list: defineMethod({
          doc: "The processes that crashed, the worst first.",
          params: [],
          result: "array",
          returns: "Array of structs of name, count and last.",
          call: () => [...crashes.values()].toSorted((a, b) => b.count - a.count),
        }),
        forget: defineMethod({
          doc: "Start counting anew.",
          params: [{ name: "name", type: "string", doc: "Full name of a process, group:process." }],
          result: "boolean",
          returns: "Always true unless error.",
          changes: true,
          call({ name }) {
            if (!crashes.delete(name)) throw fault(10, `BAD_NAME: ${name}`);
            return true;
          },
        }),
      },
      async [Symbol.asyncDispose]() {
        file?.close();
      },
    };
  },
});

/** The number of crashes that is too much. */
function readAlarm({ alarm = "10" }: PluginOptions): number {
  const number = Number(alarm);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new Error(`Invalid alarm '${alarm}': it is no number of crashes`);
}
