import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { confirm } from "#ctl/prompts.ts";

/** `reload` (`CTL-019`): restarts the daemon, which has agreed when the line appears. */
export async function reload(invocation: Invocation): Promise<void> {
  const { session, report } = invocation;
  if (!await confirm(session, "Really restart the remote supervisord process y/N? ")) return;
  try {
    await session.api.restart();
    report.item({ action: "reload", accepted: true }, "Restarted supervisord");
  } catch (error) {
    session.fail(EXIT_STATUS.GENERIC);
    if (!(error instanceof Fault)) throw error;
    if (error.code === FAULT_CODES.SHUTDOWN_STATE) {
      report.line("ERROR: already shutting down", "bad");
    } else if (error.code === FAULT_CODES.FAILED || error.code === FAULT_CODES.CANT_REREAD) {
      report.line(`ERROR: not restarted: ${error.text}`, "bad");
    } else {
      throw error;
    }
  }
}
