import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { NetworkError, type NetworkProblem } from "#ctl/http/errors.ts";
import { confirm } from "#ctl/prompts.ts";

const AWAY: Readonly<Partial<Record<NetworkProblem, string>>> = {
  refused: "refused connection",
  "no-such-file": "no such file",
};

/** `shutdown` (`CTL-018`). The daemon has agreed when the line appears; it is not down yet. */
export async function shutdown(invocation: Invocation): Promise<void> {
  const { session, report } = invocation;
  if (!await confirm(session, "Really shut the remote supervisord process down y/N? ")) return;
  try {
    await session.api.shutdown();
    report.item({ action: "shutdown", accepted: true }, "Shut down");
  } catch (error) {
    if (error instanceof Fault && error.code === FAULT_CODES.SHUTDOWN_STATE) {
      return report.line("ERROR: already shutting down", "bad");
    }
    session.fail(EXIT_STATUS.GENERIC);
    const away = error instanceof NetworkError ? AWAY[error.problem] : undefined;
    if (away === undefined) throw error;
    report.line(`ERROR: ${session.endpoint.serverurl} ${away} (already shut down?)`, "bad");
  }
}
