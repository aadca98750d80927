// needs: supervisor python3
/**
 * Patterns for file names against the real Supervisor, over generated ones.
 *
 * @module
 */

import assert from "node:assert/strict";
import { namePattern } from "#lib/config/glob.ts";
import { answerOf } from "./decoded.ts";
import { askSupervisor } from "./oracle.ts";
import { sampleOf, textOf } from "./samples.ts";

Deno.test("matches file names as Supervisor does", async () => {
  const names = [
    ...["a", "b", ".a", "ab", "a.conf", "b.conf", "[", "]", "a]", "-", "!", "^", "{a,b}", "é"],
  ];
  const pieces = [..."*?[]!^-abc.", "conf", ..."{},\\"];
  const patterns = ["*", "*.conf", "[a-b]*", "[!a]*", "[]]", "**"];
  const inputs = [...patterns, ...sampleOf(textOf(pieces, 6), 2000)];
  const answers = await askSupervisor(inputs.map((pattern) => ({ op: "match", pattern, names })));
  inputs.forEach((pattern, index) => {
    const matcher = namePattern(pattern);
    const ours = { value: names.filter((name) => matcher.test(name)) };
    assert.deepEqual(ours, answerOf(answers[index]!, "names"), pattern);
  });
});
