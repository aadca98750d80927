// needs: python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { shellSplit } from "#lib/text/shell_split.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import { python } from "#tests/support/python.ts";

const WORDS: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['a "b c" d', ["a", "b c", "d"]],
  ['a \'b\\c\' "d\\"e\\f"', ["a", "b\\c", 'd"e\\f']],
  ["a\\ b", ["a b"]],
  ["a # b", ["a", "#", "b"]],
  ["a\nb", ["a", "b"]],
  ['a""', ["a"]],
  ["''", [""]],
  ["", []],
  ["a$B `c` * ; | &", ["a$B", "`c`", "*", ";", "|", "&"]],
  ["a\\\nb", ["a\nb"]],
  ['"a\\\nb"', ["a\\\nb"]],
];

Deno.test("a command is split into words as Python's shlex.split does", () => {
  for (const [line, words] of WORDS) assert.deepEqual(shellSplit(line), words, line);
});

Deno.test("an open quote and a trailing backslash are named as Python names them", () => {
  for (const line of ['"x', "'x", 'a "b']) {
    assert.throws(() => shellSplit(line), /^Error: No closing quotation$/);
  }
  for (const line of ["a\\", '"a\\']) {
    assert.throws(() => shellSplit(line), /^Error: No escaped character$/);
  }
});

Deno.test("random lines give the words and errors that Python's shlex.split gives", async () => {
  const alphabet = fc.constantFrom("a", "b", " ", "\t", "\n", "'", '"', "\\", "#", "$", "é");
  const lines = fc.sample(fc.string({ unit: alphabet, maxLength: 12 }), { numRuns: 2000, seed: 7 });
  const script = `import shlex
def split(line):
    try: return shlex.split(line)
    except ValueError as error: return str(error)
answer = [[split(line), repr(line)] for line in given]`;
  const expected = await python(script, lines) as [string[] | string, string][];
  assert.equal(expected.length, lines.length);
  for (const [index, line] of lines.entries()) {
    const [words, repr] = expected[index]!;
    assert.deepEqual(outcome(line), words, JSON.stringify(line));
    assert.equal(pythonRepr(line), repr);
  }
});

function outcome(line: string): string[] | string {
  try {
    return shellSplit(line);
  } catch (error) {
    return (error as Error).message;
  }
}
