import assert from "node:assert/strict";
import { runCommand } from "#tools/testing/run_command.ts";

Deno.test("output is collected and passed on as it comes", async () => {
  const pieces: string[] = [];
  const result = await runCommand(["/bin/sh", "-c", "echo out; echo err >&2"], {
    onOutput: (text) => pieces.push(text),
  });
  assert.deepEqual(result, { ok: true, signal: null, output: "out\nerr\n" });
  assert.deepEqual(pieces.toSorted(), ["err\n", "out\n"]);
});

Deno.test("an exit status other than 0 is told", async () => {
  const { ok } = await runCommand(["/bin/sh", "-c", "exit 3"]);
  assert.equal(ok, false);
});

Deno.test("a missing command is told with its name", async () => {
  const { ok, output } = await runCommand(["/nonexistent/command"]);
  assert.equal(ok, false);
  assert.match(output, /^Cannot run '\/nonexistent\/command': /);
});

Deno.test("the signal ends the command", async () => {
  const controller = new AbortController();
  const { ok, signal } = await runCommand(["/bin/sh", "-c", "echo up; exec sleep 60"], {
    signal: controller.signal,
    onOutput: () => controller.abort(),
  });
  assert.deepEqual([ok, signal], [false, "SIGTERM"]);
});
