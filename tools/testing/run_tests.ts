import { ROOT } from "./repository.ts";
import { runCommand } from "./run_command.ts";
import { parseTestSummary, type TestSummary } from "./summary.ts";

/** How `deno test` is run. */
export interface TestRunOptions {
  /** The run is ended, and counts as one failure more, after this many seconds. */
  readonly timeoutSeconds: number;
  /** Say nothing about tests that pass. */
  readonly brief: boolean;
  /** One file after the other. @default false */
  readonly alone?: boolean;
}

const NOTHING: TestSummary = { passed: 0, failed: 0, ignored: [], failedPaths: [] };

/**
 * Runs files, and those that failed once more, alone: a machine that is too busy for a deadline is no
 * defect. What passes then is named, and counts as passed.
 */
export async function runTestsTwice(
  paths: readonly string[],
  options: TestRunOptions,
): Promise<TestSummary> {
  const first = await runTests(paths, options);
  if (first.failed === 0 || first.failedPaths.length === 0) return first;
  console.log(`\nOnce more, alone: ${first.failedPaths.join(" ")}`);
  const second = await runTests(first.failedPaths, { ...options, alone: true });
  if (second.failed > 0) return { ...first, failed: second.failed };
  // Fewer tests than failed were found again: nothing is known of the others.
  if (second.passed < first.failed) return first;
  console.log(`Failed beside others, passed alone: ${first.failedPaths.join(" ")}`);
  return { ...first, passed: first.passed + first.failed, failed: 0 };
}

/** Runs files of tests in parallel and passes on what `deno test` prints, or only the failures. */
export async function runTests(
  paths: readonly string[],
  options: TestRunOptions,
): Promise<TestSummary> {
  if (paths.length === 0) return NOTHING;
  const reporter = options.brief ? "dot" : "pretty";
  const argv = [
    ...[Deno.execPath(), "test", "--quiet", "--frozen", "--no-check"],
    ...options.alone ? [] : ["--parallel"],
    ...["--allow-all", `--reporter=${reporter}`, ...paths],
  ];
  const signal = AbortSignal.timeout(options.timeoutSeconds * 1000);
  const { ok, output } = await runCommand(argv, {
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    signal,
    ...(!options.brief && { onOutput: print }),
  });
  if (options.brief && !ok) print(output.replaceAll(/^[.,!]\n/gm, ""));
  if (signal.aborted) console.log(`\nTests did not end within ${options.timeoutSeconds} s`);
  const summary = parseTestSummary(output) ?? NOTHING;
  if (ok || (summary.failed > 0 && !signal.aborted)) return summary;
  return { ...summary, failed: summary.failed + 1 };
}

function print(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length;) done += Deno.stdout.writeSync(bytes.subarray(done));
}
