import assert from "node:assert/strict";
import { argv0Option, pipeResource, runtimeCore } from "#daemon/adapters/runtime_internals.ts";

Deno.test("this Deno reads and writes without streams", () => {
  assert.notEqual(runtimeCore(), null);
});

Deno.test("the resource of a pipe is known, and that there is none", async () => {
  const child = new Deno.Command("/bin/true", { stdout: "piped", stderr: "null" }).spawn();
  assert.equal(typeof pipeResource(child, "stdout"), "number");
  assert.equal(pipeResource(child, "stderr"), null);
  await child.stdout.cancel();
  await child.status;
});

Deno.test("this Deno starts a program under another name", async () => {
  const key = argv0Option();
  assert.notEqual(key, null);
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", 'echo "$0"'],
    ...{ stdout: "piped", stderr: "null", [key!]: "another" },
  }).spawn();
  assert.equal(await new Response(child.stdout).text(), "another\n");
  assert.equal((await child.status).success, true);
});
