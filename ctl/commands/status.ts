import { splitNamespec } from "#lib/group/namespec.ts";
import { isStoppedState } from "#lib/process/state.ts";
import { FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { STATUS_EXIT_STATUS } from "#ctl/exit_status.ts";
import { findProcesses, nobodyLine } from "#ctl/find_processes.ts";
import { hintNames } from "#ctl/hints.ts";
import { expandPatterns } from "#ctl/name_patterns.ts";
import { statusLines } from "#ctl/render/status_table.ts";

/** `status [NAME…]` (`CTL-001`). A stopped process beats an unknown name in the exit status. */
export async function status(invocation: Invocation): Promise<void> {
  const { session, report, terminal } = invocation;
  const all = await session.api.getAllProcessInfo();
  const everything = invocation.words.length === 0 || invocation.words.includes("all");
  const words = everything ? [] : expandPatterns(invocation.words, all);
  const unknown = words.filter((word) => findProcesses(word, all).length === 0);
  for (const word of unknown) {
    report.line(nobodyLine(word), "bad");
    session.fail(STATUS_EXIT_STATUS.UNKNOWN);
  }
  const matching = everything ? all : words.flatMap((word) => findProcesses(word, all));
  report.document(
    [...matching, ...unknown.map(missing)],
    statusLines(matching, terminal.paint),
  );
  if (matching.some((info) => isStoppedState(info.statename))) {
    session.fail(STATUS_EXIT_STATUS.NOT_RUNNING);
  }
  await hintNames(session, unknown);
}

/** What stands in the JSON array for a name that nobody has: a result as the actions give it. */
function missing(word: string): unknown {
  const { group, process } = splitNamespec(word);
  return {
    group,
    name: process,
    status: FAULT_CODES.BAD_NAME,
    description: `BAD_NAME: ${word}`,
  };
}
