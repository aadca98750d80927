/** What `deno test` says about a run. */
export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  /** Names of tests that were there and did not run, as far as they were printed. */
  readonly ignored: readonly string[];
  /** Files with tests that failed, as far as they were printed. */
  readonly failedPaths: readonly string[];
}

const SUMMARY = /^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed/gm;

/** Where a test is registered need not be the file that is run: only the result's line names that. */
const FAILURE = /^(\.\/\S+) => .* \.\.\. FAILED \([^)]+\)$/gm;

const IGNORED = /^(.*) \.\.\. ignored \([^)]+\)$/gm;

/**
 * The counts in the last summary line of `deno test`, printed without colour; `null` when the run
 * ended before it came to one.
 */
export function parseTestSummary(output: string): TestSummary | null {
  const last = [...output.matchAll(SUMMARY)].at(-1);
  if (last === undefined) return null;
  const ignored = [...output.matchAll(IGNORED)].map(([, name = ""]) => name);
  const failedPaths = new Set([...output.matchAll(FAILURE)].map(([, path = ""]) => path));
  return {
    passed: Number(last[1]),
    failed: Number(last[2]),
    ignored,
    failedPaths: [...failedPaths],
  };
}

/** The line that ends the test command, plain for people and for scripts. */
export function summaryLine(counts: { readonly passed: number; readonly failed: number }): string {
  return `${counts.passed} passed, ${counts.failed} failed`;
}
