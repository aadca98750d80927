import { compareText } from "#lib/config/python_text.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";

/** `reread` (`CTL-009`): what a new reading of the configuration would change. */
export async function reread(invocation: Invocation): Promise<void> {
  const { session, report } = invocation;
  try {
    const [[added, changed, removed]] = await session.api.reloadConfig();
    const words = new Map([
      ...added.map((group) => [group, "available"] as const),
      ...changed.map((group) => [group, "changed"] as const),
      ...removed.map((group) => [group, "disappeared"] as const),
    ]);
    const lines = [...words].toSorted(([a], [b]) => compareText(a, b))
      .map(([group, word]) => `${group}: ${word}`);
    report.document(
      { added, changed, removed },
      lines.length > 0 ? lines : ["No config updates to processes"],
    );
  } catch (error) {
    session.fail(EXIT_STATUS.GENERIC);
    if (!(error instanceof Fault)) throw error;
    if (error.code === FAULT_CODES.SHUTDOWN_STATE) {
      report.line("ERROR: supervisor shutting down", "bad");
    } else if (error.code === FAULT_CODES.CANT_REREAD) {
      report.line(`ERROR: ${error.text}`, "bad");
    } else {
      throw error;
    }
  }
}
