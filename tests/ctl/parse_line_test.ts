// needs: python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseLine } from "#ctl/parse_line.ts";
import { python } from "#tests/support/python.ts";

const LINES = [
  "",
  "   ",
  "status",
  "  status   a  b ",
  "tail-100 x",
  "status:a",
  "?",
  "? start",
  "?start",
  "!ls",
  "ünï",
  "a_1 b",
  ":",
  "-x",
  "help ?",
  "start\ta\u00a0",
];

/** What Python's own `cmd` module makes of lines: command, argument, line. */
async function pythonParse(lines: readonly string[]): Promise<unknown> {
  return await python(
    `
import cmd
parser = cmd.Cmd()
answer = [parser.parseline(line) for line in given]
`,
    lines,
  );
}

function shape(line: string): readonly (string | null)[] {
  const parsed = parseLine(line);
  switch (parsed.kind) {
    case "empty":
      return [null, null, ""];
    case "unknown":
      return ["", parsed.line, parsed.line];
    case "command":
      return [parsed.name, parsed.argument, parsed.line];
  }
}

/** Python calls a line that begins with \`!\` none, and any other odd one an empty command. */
function unify(parsed: readonly (string | null)[]): readonly (string | null)[] {
  const [name, , line] = parsed;
  return name === null || name === "" ? [line === "" ? null : "", line ?? null] : parsed;
}

Deno.test("lines are taken apart as Python's cmd module does", async () => {
  const random = fc.sample(
    fc.string({ unit: fc.constantFrom(..."ab_1 \t?!:*-.é"), maxLength: 8 }),
    { numRuns: 300, seed: 4 },
  );
  const lines = [...LINES, ...random];
  const expected = await pythonParse(lines) as (string | null)[][];
  lines.forEach((line, index) => {
    assert.deepEqual(unify(shape(line)), unify(expected[index] ?? []), JSON.stringify(line));
  });
});
