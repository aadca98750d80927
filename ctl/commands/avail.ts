import { makeNamespec } from "#lib/group/namespec.ts";
import type { ConfigInfo } from "#lib/rpc/api.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";

/** `avail` (`CTL-008`): every configured process, in the order in which the daemon names them. */
export async function avail(invocation: Invocation): Promise<void> {
  const { session, report } = invocation;
  try {
    const infos = await session.api.getAllConfigInfo();
    report.document(infos, infos.map(availLine));
  } catch (error) {
    session.fail(EXIT_STATUS.GENERIC);
    if (!(error instanceof Fault) || error.code !== FAULT_CODES.SHUTDOWN_STATE) throw error;
    report.line("ERROR: supervisor shutting down", "bad");
  }
}

function availLine(info: ConfigInfo): string {
  const name = makeNamespec({ group: info.group, process: info.name });
  return [
    name.padEnd(32),
    (info.inuse ? "in use" : "avail").padEnd(9),
    (info.autostart ? "auto" : "manual").padEnd(9),
    `${info.group_prio}:${info.process_prio}`,
  ].join(" ");
}
