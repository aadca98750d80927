import assert from "node:assert/strict";
import { Interrupted } from "#ctl/http/errors.ts";
import { LineInput, type LineSource } from "#ctl/input/line_input.ts";
import type { Sink } from "#ctl/output.ts";

const NOWHERE: Sink = { write: () => {}, isTerminal: () => false };

function inputFrom(stdin: LineSource): LineInput {
  return new LineInput({ stdin, stdout: NOWHERE, stderr: NOWHERE, terminal: false });
}

Deno.test("lines come as they are cut, the last one without its end, too", async () => {
  const pieces = ["one\ntw", "o\n\nlast"].map((text) => new TextEncoder().encode(text));
  const input = inputFrom({
    read: (buffer) => {
      const piece = pieces.shift();
      if (piece !== undefined) buffer.set(piece);
      return Promise.resolve(piece?.length ?? null);
    },
  });
  const lines: (string | null)[] = [];
  for (let line = await input.line(""); line !== null; line = await input.line("")) {
    lines.push(line);
  }
  assert.deepEqual(lines, ["one", "two", "", "last"]);
});

Deno.test("a read that fails when its caller was interrupted ends nothing, and the next one is a new one", async () => {
  const reads: PromiseWithResolvers<number | null>[] = [];
  const input = inputFrom({
    read: () => {
      reads.push(Promise.withResolvers());
      return reads.at(-1)!.promise;
    },
  });
  const ctrlC = new AbortController();
  const interrupted = assert.rejects(input.line("", ctrlC.signal), Interrupted);
  ctrlC.abort();
  await interrupted;
  reads[0]!.reject(new Error("the terminal is gone"));
  // An unhandled rejection is told, and fails this test, in the turn that follows.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const next = assert.rejects(input.line(""), /gone as well/);
  reads[1]!.reject(new Error("gone as well"));
  await next;
});
