import assert from "node:assert/strict";
import { docProblems } from "#tools/testing/doc_lint.ts";

function diagnostic(code: string, place: string): string {
  return `error[${code}]: something is wrong\n  --> ${place}\n   |\n12 | export x\n   | ^\n\n\n`;
}

Deno.test("an export without documentation is a problem, a member without is none", () => {
  const output = diagnostic("missing-jsdoc", "/r/lib/a.ts:12:1") +
    diagnostic("missing-jsdoc", "/r/lib/a.ts:13:3");
  const problem = {
    code: "missing-jsdoc",
    message: "something is wrong",
    place: "/r/lib/a.ts:12:1",
  };
  assert.deepEqual(docProblems(output), [problem]);
});

Deno.test("a private base type is none, any other diagnostic is one", () => {
  assert.deepEqual(docProblems(diagnostic("private-type-ref", "/r/lib/a.ts:1:1")), []);
  const codes = docProblems(diagnostic("missing-return-type", "/r/lib/a.ts:10:5"));
  assert.deepEqual(codes.map(({ code }) => code), ["missing-return-type"]);
});

Deno.test("no diagnostics, no problems", () => {
  assert.deepEqual(docProblems("Checked 12 files\n"), []);
});
