/**
 * `deno task bench [--quick] [--json FILE] [--write] [ROW...]`: this daemon and the real supervisord side by side.
 * `*` in a row's name stands for anything. Without names, all rows; with `--quick`, those of `floors.ts`.
 *
 * `--write` puts the table into docs/performance.md.
 *
 * @module
 */

import { writeResults } from "./document.ts";
import { FLOORS, NONE } from "./floors.ts";
import { Results } from "./results.ts";
import { ROWS } from "./rows.ts";
import { measureCrash } from "./suites/crash.ts";
import { measureEvents } from "./suites/events.ts";
import { type FleetOptions, measureFleet } from "./suites/fleet.ts";
import { measureLines, measureLogs } from "./suites/logs.ts";
import { measureStart } from "./suites/start.ts";
import { measureStubborn } from "./suites/stubborn.ts";
import { renderTable } from "./table.ts";

const QUICK: Omit<FleetOptions, "programs"> = {
  ...{ starts: 1, window: 0.2, rounds: 2, idleSeconds: 4 },
};
const FULL: Omit<FleetOptions, "programs"> = {
  ...{ starts: 2, window: 0.4, rounds: 6, idleSeconds: 12 },
};

const QUICK_LOGS = { rounds: 1, part: 0.25 };
const FULL_LOGS = { rounds: 2, part: 1 };

const OPTIONS = ["--quick", "--write"];

Deno.exit(await main(Deno.args));

async function main(args: readonly string[]): Promise<number> {
  const quick = args.includes("--quick");
  const [json, names] = takeJson(args.filter((word) => !OPTIONS.includes(word)));
  const wanted = names.length > 0
    ? select(names)
    : quick
    ? [...Object.keys(FLOORS), ...NONE]
    : all();
  if (wanted.length === 0) {
    console.error(`Error: Cannot find the rows ${names.join(" ")}; there are: ${all().join(" ")}`);
    return 2;
  }
  const results = new Results(wanted);
  await measure(results, { quick, json });
  const table = results.all();
  console.log(renderTable(table));
  if (args.includes("--write")) await writeResults(table);
  const problems = table.flatMap(({ row, ratio, denvisord }) => {
    if (NONE.includes(row.name) && denvisord > 0) return [`${row.title}: ${denvisord}`];
    const floor = FLOORS[row.name];
    if (!quick || floor === undefined || ratio >= floor) return [];
    return [`${row.name}: ${ratio.toFixed(2)} times supervisord, at least ${floor} is needed`];
  });
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? 0 : 1;
}

/** Logs and lines come first: while little else is in the machine's memory. */
async function measure(
  results: Results,
  { quick, json }: { readonly quick: boolean; readonly json: string | null },
): Promise<void> {
  const step = async (name: string, action: () => Promise<void>): Promise<void> => {
    const start = performance.now();
    await action();
    const seconds = (performance.now() - start) / 1000;
    // A run that is broken off has told what it knew.
    if (json !== null) await Deno.writeTextFile(json, JSON.stringify(results.all(), null, 1));
    if (seconds > 0.1) console.error(`${name}: ${seconds.toFixed(1)} s`);
  };
  const fleet = quick ? QUICK : FULL;
  await step("start", () => measureStart(results, quick ? 5 : 10));
  await step("lines", () => measureLines(results, quick ? 100 : 400));
  await step("logs", () => measureLogs(results, quick ? QUICK_LOGS : FULL_LOGS));
  await step("crash", () => measureCrash(results, quick ? 5 : 25));
  await step("stubborn", () => measureStubborn(results));
  await step(
    "events",
    () => measureEvents(results, { count: quick ? 500 : 2000, rounds: quick ? 1 : 3 }),
  );
  await step("10", () => measureFleet(results, { ...fleet, programs: 10 }));
  await step("100", () => measureFleet(results, { ...fleet, programs: 100 }));
  await step("1000", () => measureFleet(results, { ...fleet, starts: 1, programs: 1000 }));
}

function all(): readonly string[] {
  return ROWS.map(({ name }) => name);
}

function select(patterns: readonly string[]): readonly string[] {
  return all().filter((name) =>
    patterns.some((pattern) => new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(name))
  );
}

function takeJson(args: readonly string[]): readonly [string | null, readonly string[]] {
  const at = args.indexOf("--json");
  if (at < 0) return [null, args];
  return [args[at + 1] ?? null, args.toSpliced(at, 2)];
}
