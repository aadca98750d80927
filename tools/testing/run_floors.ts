import { ROOT } from "./repository.ts";
import { runCommand } from "./run_command.ts";
import type { CheckCounts } from "./run_static_checks.ts";

/** Seconds for one attempt, which takes one minute where nothing else runs. */
const TIMEOUT_SECONDS = 180;

/**
 * `deno task bench --quick`: this daemon beside supervisord, held to the floors of bench/floors.ts. It
 * runs alone, after the tests, and a second time if it must: something else may use the machine.
 */
export async function runFloors(): Promise<CheckCounts> {
  const argv = [Deno.execPath(), "run", "--no-prompt", "--allow-all", "bench/main.ts", "--quick"];
  let printed = "";
  for (let attempt = 0; attempt < 2; attempt++) {
    const signal = AbortSignal.timeout(TIMEOUT_SECONDS * 1000);
    const { ok, output } = await runCommand(argv, { cwd: ROOT, env: { NO_COLOR: "1" }, signal });
    printed = output.trimEnd();
    if (!ok) continue;
    console.log(`ok   floors of the benchmark\n${printed}`);
    return { passed: 1, failed: 0 };
  }
  console.log(`FAIL floors of the benchmark, twice\n${printed}`);
  return { passed: 0, failed: 1 };
}
