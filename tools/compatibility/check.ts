import { allIds } from "./areas.ts";
import { otherReferences, parseTable, type Row, STATUSES, type TestReference } from "./table.ts";
import { hasTest } from "./test_names.ts";

/** The document that is checked, inside the repository. */
export const DOCUMENT = "docs/compatibility.md";

/** What the check found. */
export interface CompatibilityReport {
  /** Empty when the document is complete and its tests exist. */
  readonly problems: readonly string[];
  /** How many rows have which status. */
  readonly summary: string;
}

/** What the rules need of the repository. */
export interface Sources {
  readonly document: string;
  /** A file of tests, `null` when there is none at this path. */
  readTest(path: string): string | null;
}

/** Checks the document in the repository at `root`. */
export async function checkCompatibility(root: string): Promise<CompatibilityReport> {
  return judge({
    document: await Deno.readTextFile(`${root}/${DOCUMENT}`),
    readTest(path) {
      try {
        return Deno.readTextFileSync(`${root}/${path}`);
      } catch {
        return null;
      }
    },
  });
}

/**
 * The rules: every row of the inventory is there once, `same` and `better` have a test, `better`,
 * `differs` and `never` say how or why, and every named test exists.
 */
export function judge(sources: Sources): CompatibilityReport {
  const { rows, problems } = parseTable(sources.document);
  const found = [
    ...problems,
    ...misplaced(rows),
    ...rows.flatMap((row) => rowProblems(row, sources)),
    ...otherReferences(sources.document).flatMap(({ line, test }) =>
      referenceProblems(test, sources).map((problem) => `line ${line}: The row ${problem}`)
    ),
  ];
  const counts = STATUSES.map((status) =>
    `${rows.filter((row) => row.status === status).length} ${status}`
  );
  return {
    problems: found.map((problem) => `${DOCUMENT}: ${problem}`),
    summary: `${rows.length} rows: ${counts.join(", ")}`,
  };
}

function misplaced(rows: readonly Row[]): readonly string[] {
  const expected = new Set(allIds());
  const seen = new Set<string>();
  const problems: string[] = [];
  for (const { id, line } of rows) {
    if (!expected.has(id)) problems.push(`line ${line}: ${id} is not in the inventory`);
    if (seen.has(id)) problems.push(`line ${line}: ${id} is there twice`);
    seen.add(id);
  }
  const missing = [...expected].filter((id) => !seen.has(id));
  return [...problems, ...missing.map((id) => `${id} is missing`)];
}

function rowProblems(row: Row, sources: Sources): readonly string[] {
  const { id, status, remark, tests, line } = row;
  const problems: string[] = [];
  if ((status === "same" || status === "better") && tests.length === 0) {
    problems.push(`${id} is '${status}' and names no test`);
  }
  if (remark === "" && (status === "better" || status === "differs" || status === "never")) {
    problems.push(`${id} is '${status}' and does not say ${status === "better" ? "how" : "why"}`);
  }
  for (const test of tests) {
    problems.push(...referenceProblems(test, sources).map((problem) => `${id} ${problem}`));
  }
  return problems.map((problem) => `line ${line}: ${problem}`);
}

function referenceProblems({ path, name }: TestReference, sources: Sources): readonly string[] {
  const source = sources.readTest(path);
  if (source === null) return [`names '${path}', which does not exist`];
  return hasTest(source, name) ? [] : [`names '${name}', not a test of ${path}`];
}
