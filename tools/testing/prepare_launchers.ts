import type { CheckCounts } from "./run_static_checks.ts";
import { ROOT } from "./repository.ts";
import { runCommand } from "./run_command.ts";

/** Launchers with words that they answer without a daemon. */
const LAUNCHERS: readonly (readonly string[])[] = [["denvisord", "--version"], ["svctl", "--help"]];

/**
 * Runs each launcher once, so that its bundle is there and new before tests start it many times side by
 * side, also as users who cannot write it.
 */
export async function prepareLaunchers(): Promise<CheckCounts> {
  let failed = 0;
  for (const [name, ...args] of LAUNCHERS) {
    const { ok, output } = await runCommand([`${ROOT}/bin/${name}`, ...args]);
    if (ok) continue;
    failed++;
    console.log(`FAIL bin/${name}\n${output.trimEnd()}`);
  }
  return { passed: LAUNCHERS.length - failed, failed };
}
