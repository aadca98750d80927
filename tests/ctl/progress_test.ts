import assert from "node:assert/strict";
import { progressLine } from "#ctl/progress.ts";

Deno.test("a progress line names what is waited for", () => {
  const line = (target: string, open: readonly string[]) =>
    progressLine({ word: "Stopping", target, open, seconds: 3 });
  assert.equal(line("web", ["web"]), "Stopping web, 3 s");
  assert.equal(line("web:*", []), "Stopping web:*, 3 s");
  assert.equal(line("web:*", ["a", "b"]), "Stopping web:*, 3 s: waiting for a, b");
  assert.equal(
    line("all processes", ["a", "b", "c", "d", "e"]),
    "Stopping all processes, 3 s: waiting for a, b, c and 2 more",
  );
});
