// needs: python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { inColumns } from "#ctl/render/columns.ts";
import { python } from "#tests/support/python.ts";

Deno.test("words are laid out as Python's cmd module does", async () => {
  const word = fc.string({ unit: fc.constantFrom(..."abc"), minLength: 1, maxLength: 14 });
  const lists = fc.sample(fc.array(word, { minLength: 2, maxLength: 40 }), {
    numRuns: 200,
    seed: 7,
  });
  const expected = await python(
    `
import cmd, io
answer = []
for words in given:
    out = io.StringIO()
    cmd.Cmd(stdout=out).columnize(words, 79)
    answer.append(out.getvalue().splitlines())
`,
    lists,
  ) as string[][];
  lists.forEach((words, index) => assert.deepEqual(inColumns(words, 79), expected[index]));
});

Deno.test("no words make no lines", () => {
  assert.deepEqual(inColumns([], 79), []);
});
