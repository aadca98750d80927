// needs: supervisor python3
/**
 * Format strings against the real Supervisor, over generated ones.
 *
 * @module
 */

import assert from "node:assert/strict";
import { expand } from "#lib/config/expand.ts";
import { answerOf, outcomeOf } from "./decoded.ts";
import { askSupervisor } from "./oracle.ts";
import { sampleOf, textOf } from "./samples.ts";

Deno.test("expands format strings as Supervisor does", async () => {
  const names = {
    n: 3,
    big: 1234567,
    zero: 0,
    neg: -42,
    s: "abc",
    u: "ä\u{1f600}",
    "a(b)": "paren",
  };
  const pieces = [
    ..."%%%()dsnioxXeEfFgGrac.-+ #0*15hlLzq|".split(""),
    ...Object.keys(names).map((name) => `%(${name})`),
    "%%",
  ];
  const inputs = [
    ...["%(n)02d", "%(n)5d|", "%(n)-5d|", "%(n)+d", "%(n)03s", "%(n).2f", "%(s)5s", "%(s).2s"],
    ...["%(s)d", "%(s", "%(s)", "%", "%z", "100%%", "%(nope)s", "%(big)#x", "%(neg)+08.3d", "%d"],
    ...sampleOf(textOf(pieces, 8), 3000),
  ];
  const questions = inputs.map((text) => ({ op: "expand", text, names, label: "a.b" }));
  const answers = await askSupervisor(questions);
  const known = new Map<string, string | number>(Object.entries(names));
  inputs.forEach((text, index) => {
    const ours = outcomeOf(() => expand(text, { label: "a.b", names: [known] }));
    // Without a name these conversions print the whole mapping, which is a mistake here.
    if ("message" in ours && ours.message.includes("needs a name")) return;
    assert.deepEqual(ours, answerOf(answers[index]!, "text"), text);
  });
});
