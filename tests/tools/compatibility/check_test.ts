import assert from "node:assert/strict";
import { allIds } from "#tools/compatibility/areas.ts";
import { judge } from "#tools/compatibility/check.ts";

const SOURCE = `Deno.test("a sentence about \\"x\\"", () => {});
for (const name of ["from a table"]) Deno.test(name, () => {});
Deno.test(\`the key \${key} is read\`, () => {});
`;

/** A whole document in which the rows of `changed` replace the plain ones. */
function documentWith(changed: Readonly<Record<string, string>>): string {
  return allIds().map((id) => changed[id] ?? `| ${id} | a feature | not yet |  |`).join("\n");
}

function problemsOf(document: string): readonly string[] {
  const readTest = (path: string) => path === "tests/a_test.ts" ? SOURCE : null;
  return judge({ document, readTest }).problems;
}

Deno.test("the inventory has 398 rows", () => {
  assert.equal(allIds().length, 398);
  assert.equal(allIds()[0], "CFG-001");
  assert.equal(allIds().at(-1), "WEB-018");
});

Deno.test("a complete table without claims passes and is counted", () => {
  const { problems, summary } = judge({ document: documentWith({}), readTest: () => null });
  assert.deepEqual(problems, []);
  assert.equal(summary, "398 rows: 0 same, 0 better, 0 differs, 0 never, 398 not yet");
});

const GOOD: readonly string[] = [
  '| CFG-002 | f | same | `tests/a_test.ts` a sentence about "x" |',
  "| CFG-002 | f | same | `tests/a_test.ts` from a table<br>`tests/a_test.ts` the key b is read |",
  "| CFG-002 | f | better: without the fault | `tests/a_test.ts` from a table |",
  "| CFG-002 | a\\|b | differs: the runtime cannot |  |",
  "| CFG-002 | f | never: belongs to Python |  |",
];

for (const row of GOOD) {
  Deno.test(`the table accepts ${row}`, () => {
    assert.deepEqual(problemsOf(documentWith({ "CFG-002": row })), []);
  });
}

const BAD: readonly (readonly [row: string, problem: string])[] = [
  ["", "CFG-002 is missing"],
  ["| CFG-001 | f | not yet |  |", "line 2: CFG-001 is there twice"],
  ["| XYZ-001 | f | not yet |  |", "line 2: XYZ-001 is not in the inventory"],
  ["| CFG-002 | f | same |  |", "line 2: CFG-002 is 'same' and names no test"],
  ["| CFG-002 | f | never |  |", "line 2: CFG-002 is 'never' and does not say why"],
  ["| CFG-002 | f | differs |  |", "line 2: CFG-002 is 'differs' and does not say why"],
  [
    "| CFG-002 | f | better | `tests/a_test.ts` from a table |",
    "line 2: CFG-002 is 'better' and does not say how",
  ],
  ["| CFG-002 | f | done |  |", "line 2: Unknown status 'done'"],
  ["| CFG-002 | f | not yet |", "line 2: Row must have four cells"],
  ["| CFG-002 | f | same | a test |", "line 2: Cannot read tests 'a test'"],
  [
    "| CFG-002 | f | same | `tests/b_test.ts` x |",
    "line 2: CFG-002 names 'tests/b_test.ts', which does not exist",
  ],
  [
    "| CFG-002 | f | same | `tests/a_test.ts` from a |",
    "line 2: CFG-002 names 'from a', not a test of tests/a_test.ts",
  ],
];

for (const [row, problem] of BAD) {
  Deno.test(`the table refuses '${row}'`, () => {
    const problems = problemsOf(documentWith({ "CFG-002": row }));
    assert.ok(problems.includes(`docs/compatibility.md: ${problem}`), problems.join("\n"));
  });
}

Deno.test("tests that another table of the document names must exist, too", () => {
  const other = (tests: string) => `${documentWith({})}\n| What | Supervisor | ${tests} |`;
  assert.deepEqual(problemsOf(other("`tests/a_test.ts` from a table")), []);
  const problems = problemsOf(other("`tests/a_test.ts` from a<br>`tests/b_test.ts` x"));
  assert.deepEqual(problems.map((problem) => problem.replace(/^.*line \d+: /, "")), [
    "The row names 'from a', not a test of tests/a_test.ts",
    "The row names 'tests/b_test.ts', which does not exist",
  ]);
});
