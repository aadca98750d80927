import assert from "node:assert/strict";
import { inputOf, outputOf, type PipeSource } from "#daemon/adapters/child_pipes.ts";
import { runtimeCore } from "#daemon/adapters/runtime_internals.ts";

/** Deno's core, and the streams that stand in for it. */
const WAYS = [["without a stream", runtimeCore()], ["by streams", null]] as const;

function start(script: string): Deno.ChildProcess {
  return new Deno.Command("/bin/sh", {
    args: ["-c", script],
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
}

async function readAll(source: PipeSource, size: number): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(size);
  let text = "";
  for (let count = await source.read(buffer); count > 0; count = await source.read(buffer)) {
    text += decoder.decode(buffer.subarray(0, count), { stream: true });
  }
  return text;
}

for (const [way, core] of WAYS) {
  Deno.test(`${way}: a child gets its input, and its output comes by the buffer`, async () => {
    const child = start("cat; echo problem >&2");
    const stdin = inputOf(child, core);
    const data = new TextEncoder().encode("some words");
    assert.equal(await stdin.write(data), data.length);
    stdin.close();
    const outputs = (["stdout", "stderr"] as const).map((pipe) => outputOf(child, { pipe, core }));
    const texts = await Promise.all(outputs.map((output) => readAll(output, 3)));
    assert.deepEqual(texts, ["some words", "problem\n"]);
    for (const output of outputs) output.close();
    assert.equal((await child.status).code, 0);
  });

  Deno.test(`${way}: a read that waits ends when the pipe is closed here`, async () => {
    const child = start("exec sleep 60");
    const stdout = outputOf(child, { pipe: "stdout", core });
    const read = stdout.read(new Uint8Array(10)).catch(() => 0);
    stdout.close();
    assert.equal(await read, 0);
    child.kill("SIGKILL");
    await child.status;
    outputOf(child, { pipe: "stderr", core }).close();
    inputOf(child, core).close();
  });

  Deno.test(`${way}: a write that nobody reads fails`, async () => {
    const child = start("exec true");
    await child.status;
    const stdin = inputOf(child, core);
    await assert.rejects(stdin.write(new Uint8Array([1])), Deno.errors.BrokenPipe);
    stdin.close();
    for (const pipe of ["stdout", "stderr"] as const) outputOf(child, { pipe, core }).close();
  });
}
