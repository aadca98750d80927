import assert from "node:assert/strict";
import { REPOSITORY } from "#tests/support/subject_command.ts";
import { faultBench } from "./fault_bench.ts";

/** A plugin in which everything goes wrong that can. */
const PLUGIN = `
import { defineMethod, definePlugin } from "${REPOSITORY}/lib/plugin/define_plugin.ts";

const method = (call) => defineMethod({
  doc: "Goes wrong.", params: [], result: "string", returns: "Nothing good.", call,
});

export const plugin = definePlugin({
  start({ subscribe }) {
    subscribe(() => {
      throw new Error("broken subscriber");
    }, ["PROCESS_STATE"]);
    return {
      methods: {
        throws: method(() => {
          throw new Error("broken method");
        }),
        rejects: method(() => Promise.reject(new Error("broken promise"))),
        strays: method(() => {
          void Promise.reject(new Error("stray rejection"));
          setTimeout(() => {
            throw new Error("stray error");
          }, 0);
          return "ok";
        }),
        stalls: method(() => {
          const end = performance.now() + 1300;
          while (performance.now() < end);
          return "ok";
        }),
      },
    };
  },
});
`;

const OPTIONS = {
  prepare: (at: { at(name: string): string }) => Deno.writeTextFile(at.at("broken.ts"), PLUGIN),
  programs: (at: { at(name: string): string }) =>
    `[plugin:broken]\nmodule=${at.at("broken.ts")}\nallow_read=${REPOSITORY}/lib\n`,
};

// Seen to fail with the listener for unhandled rejections in daemon/main.ts taken out: the daemon ends.
Deno.test("an exception in a plugin's method or subscriber ends that alone, and is told with its cause", async () => {
  await using bench = await faultBench(OPTIONS);
  for (
    const [method, what] of [["throws", /broken method/], ["rejects", /broken promise/]] as const
  ) {
    await assert.rejects(bench.rpc(`broken.${method}`), (error) => error instanceof Error);
    await bench.logged(what);
  }
  assert.equal(await bench.rpc("broken.strays"), "ok");
  await bench.logged(/CRIT unhandled rejection: Error: stray rejection\n +at /);
  await bench.logged(/CRIT uncaught error: Error: stray error\n +at /);
  await bench.rpc("startProcess", "warm", false);
  await bench.logged(/broken subscriber/);
  await bench.unharmed();
});

// Seen to fail with the body of `enter` in daemon/stall_watch.ts taken out.
Deno.test("an event loop that stood still is told afterwards, with its length and what was entered", async () => {
  await using bench = await faultBench(OPTIONS);
  assert.equal(await bench.rpc("broken.stalls"), "ok");
  await bench.logged(/WARN the event loop stood still for 1\.\d s; last entered: broken\.stalls/);
  await bench.unharmed();
});
