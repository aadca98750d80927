/**
 * `deno task test [PATH…]`: everything, or the suites whose path begins with one of the arguments.
 *
 * As root on Debian it installs the packages that suites run against. What cannot run here is listed
 * by name and reason; with `CI=true` a suite whose needs are not met is a failure. After all suites
 * the floors of the benchmark are held. The last line is `N passed, N failed`.
 *
 * @module
 */

import { canInstallPackages, installPackages } from "./testing/debian_packages.ts";
import { missingNeeds, type Need, NEEDS } from "./testing/needs.ts";
import { prepareLaunchers } from "./testing/prepare_launchers.ts";
import { readSuites, THIS_MACHINE } from "./testing/read_suites.ts";
import { listModules, ROOT } from "./testing/repository.ts";
import { runFloors } from "./testing/run_floors.ts";
import { runStaticChecks } from "./testing/run_static_checks.ts";
import { runTestsTwice } from "./testing/run_tests.ts";
import { selectSuites } from "./testing/selection.ts";
import { summaryLine } from "./testing/summary.ts";

/** Seconds that all suites together may take. */
const TIMEOUT_SECONDS = 780;

const NOTHING = { passed: 0, failed: 0 } as const;

/** Installs what is missing where that is possible, and returns what is missing then. */
async function prepareMachine(): Promise<readonly Need[]> {
  const missing = missingNeeds(THIS_MACHINE);
  const packages = missing.flatMap((need) => need.package ?? []);
  if (packages.length === 0 || !canInstallPackages()) return missing;
  console.log(`Installing Debian packages (services are not started): ${packages.join(" ")}`);
  const problem = await installPackages(packages);
  if (problem !== null) console.log(`Cannot install them: ${problem}`);
  return missingNeeds(THIS_MACHINE);
}

async function main(prefixes: readonly string[]): Promise<number> {
  const missing = await prepareMachine();
  const all = readSuites(ROOT, listModules());
  const wanted = all.filter(({ path }) =>
    prefixes.length === 0 || prefixes.some((prefix) => path.startsWith(prefix))
  );
  if (wanted.length === 0 && prefixes.length > 0) {
    console.log(`No suite begins with ${prefixes.map((prefix) => `'${prefix}'`).join(" or ")}`);
    return 2;
  }
  const checks = prefixes.length === 0 ? await runStaticChecks() : NOTHING;
  const launchers = await prepareLaunchers();
  const { run, leftOut } = selectSuites(wanted, { known: NEEDS, missing });
  const options = { timeoutSeconds: TIMEOUT_SECONDS, brief: false };
  const tests = await runTestsTwice(run.map(({ path }) => path), options);
  const floors = prefixes.length === 0 && !missing.some(({ name }) => name === "supervisor")
    ? await runFloors()
    : NOTHING;
  for (const { path, reason } of leftOut) console.log(`Left out: ${path} (${reason})`);
  for (const name of tests.ignored) console.log(`Left out: ${name} (its own condition is not met)`);
  const omitted = Deno.env.get("CI") === "true" ? leftOut.length : 0;
  const counts = [checks, launchers, tests, floors];
  const passed = counts.reduce((sum, each) => sum + each.passed, 0);
  const failed = counts.reduce((sum, each) => sum + each.failed, omitted);
  console.log(summaryLine({ passed, failed }));
  return failed === 0 ? 0 : 1;
}

Deno.exit(await main(Deno.args));
