/** What `deno test` says about a run. */
export interface TestSummary {
  readonly passed: number;
  readonly failed: number;
  /** Tests that were there and did not run. */
  readonly ignored: number;
}

const SUMMARY = /^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(.*)$/gm;

/**
 * The counts in the last summary line of `deno test`, printed without colour; `null` when the run
 * ended before it came to one.
 */
export function parseTestSummary(output: string): TestSummary | null {
  const last = [...output.matchAll(SUMMARY)].at(-1);
  if (last === undefined) return null;
  const [, passed, failed, rest = ""] = last;
  const ignored = /\| (\d+) ignored/.exec(rest)?.[1] ?? "0";
  return { passed: Number(passed), failed: Number(failed), ignored: Number(ignored) };
}

/** The line that ends the test command, plain for people and for scripts. */
export function summaryLine(counts: { readonly passed: number; readonly failed: number }): string {
  return `${counts.passed} passed, ${counts.failed} failed`;
}
