import { STATIC_CHECKS, type StaticCheck } from "./static_checks.ts";

/** How many checks went well and how many did not. */
export interface CheckCounts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs all static checks, side by side, and prints a line for each; a failed one with its output. */
export async function runStaticChecks(): Promise<CheckCounts> {
  const results = await Promise.all(STATIC_CHECKS.map(runAndReport));
  const passed = results.filter((ok) => ok).length;
  return { passed, failed: results.length - passed };
}

async function runAndReport(check: StaticCheck): Promise<boolean> {
  const begin = performance.now();
  const { ok, output } = await check.run();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(`${ok ? "ok  " : "FAIL"} ${check.name} (${seconds} s)`);
  if (!ok) console.log(output.trimEnd());
  return ok;
}
