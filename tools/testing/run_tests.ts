import { ROOT } from "./repository.ts";
import { runCommand } from "./run_command.ts";
import { parseTestSummary, type TestSummary } from "./summary.ts";

/** How `deno test` is run. */
export interface TestRunOptions {
  /** The run is ended, and counts as one failure more, after this many seconds. */
  readonly timeoutSeconds: number;
  /** Say nothing about tests that pass. */
  readonly brief: boolean;
}

/** Runs files of tests in parallel and passes on what `deno test` prints, or only the failures. */
export async function runTests(
  paths: readonly string[],
  options: TestRunOptions,
): Promise<TestSummary> {
  if (paths.length === 0) return { passed: 0, failed: 0, ignored: [] };
  const reporter = options.brief ? "dot" : "pretty";
  const argv = [
    ...[Deno.execPath(), "test", "--quiet", "--frozen", "--no-check", "--parallel"],
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
  const summary = parseTestSummary(output) ?? { passed: 0, failed: 0, ignored: [] };
  if (ok || (summary.failed > 0 && !signal.aborted)) return summary;
  return { ...summary, failed: summary.failed + 1 };
}

function print(text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length;) done += Deno.stdout.writeSync(bytes.subarray(done));
}
