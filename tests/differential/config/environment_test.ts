// needs: supervisor python3
/**
 * Environments against the real Supervisor, over generated ones.
 *
 * @module
 */

import assert from "node:assert/strict";
import { parseEnvironment } from "#lib/config/environment.ts";
import { answerOf, outcomeOf } from "./decoded.ts";
import { askSupervisor } from "./oracle.ts";
import { sampleOf, textOf } from "./samples.ts";

Deno.test("reads environments as Supervisor 4.4 does", async () => {
  const pieces = [
    ..."AB=,,==\"\"''\\# \n\t".split(""),
    "A=1",
    "x/y",
    "é",
    "$",
    "~",
    "[",
    ";",
    "*",
    "|",
  ];
  const inputs = [
    ...["A=1, B=2", 'A="a,b",B=c', 'A="a\\"b"', "A='a\"b'", 'A="a\\nb"', "A=a\\,b", "A=http://x/y"],
    ...["A=a-b_c.d+e(f)/:", "A=1\n,B=2", "A=%,B=1", "A=a*b", "A={x}", "A=$HOME", "A==1", "A=", ""],
    ...sampleOf(textOf(pieces, 12), 3000),
  ];
  const answers = await askSupervisor(inputs.map((text) => ({ op: "environment", text })));
  inputs.forEach((text, index) => {
    const ours = outcomeOf(() => Object.fromEntries(parseEnvironment(text).values));
    assert.deepEqual(ours, answerOf(answers[index]!, "values"), text);
  });
});
