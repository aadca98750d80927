/**
 * `deno task check`: everything that is quick. Format, lint, types, documentation, compatibility
 * table, and the quick suites that can run here.
 *
 * @module
 */

import { listModules, ROOT } from "./testing/repository.ts";
import { missingNeeds, NEEDS } from "./testing/needs.ts";
import { prepareLaunchers } from "./testing/prepare_launchers.ts";
import { runStaticChecks } from "./testing/run_static_checks.ts";
import { runTests } from "./testing/run_tests.ts";
import { selectSuites } from "./testing/selection.ts";
import { readSuites, THIS_MACHINE } from "./testing/read_suites.ts";
import { summaryLine } from "./testing/summary.ts";

/** Seconds after which the quick suites are no longer quick. */
const TIMEOUT_SECONDS = 120;

async function main(): Promise<number> {
  const checks = await runStaticChecks();
  const quick = readSuites(ROOT, listModules()).filter(({ speed }) => speed === "quick");
  const launchers = await prepareLaunchers();
  const { run } = selectSuites(quick, { known: NEEDS, missing: missingNeeds(THIS_MACHINE) });
  const options = { timeoutSeconds: TIMEOUT_SECONDS, brief: true };
  const tests = await runTests(run.map(({ path }) => path), options);
  const passed = checks.passed + launchers.passed + tests.passed;
  const failed = checks.failed + launchers.failed + tests.failed;
  console.log(summaryLine({ passed, failed }));
  return failed === 0 ? 0 : 1;
}

Deno.exit(await main());
