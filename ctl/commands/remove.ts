import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { expandGroupPatterns, hasWildcard } from "#ctl/name_patterns.ts";

/** `remove GROUP…` (`CTL-012`): takes stopped groups out of service. Without names it does nothing. */
export async function remove(invocation: Invocation): Promise<void> {
  const { session, report } = invocation;
  for (const group of await resolved(invocation)) {
    try {
      await session.api.removeProcessGroup(group);
      report.item({ group, result: "removed" }, `${group}: removed process group`);
    } catch (error) {
      session.fail(EXIT_STATUS.GENERIC);
      const line = error instanceof Fault ? refusalLine(error.code, group) : null;
      if (line === null) throw error;
      report.item({ group, result: line }, line, "bad");
    }
  }
}

/** Patterns are matched against the active groups. */
async function resolved({ session, words }: Invocation): Promise<readonly string[]> {
  if (!words.some(hasWildcard)) return words;
  const infos = await session.api.getAllProcessInfo();
  return expandGroupPatterns(words, [...new Set(infos.map((info) => info.group))]);
}

function refusalLine(code: number, group: string): string | null {
  switch (code) {
    case FAULT_CODES.STILL_RUNNING:
      return `ERROR: process/group still running: ${group}`;
    case FAULT_CODES.BAD_NAME:
      return `ERROR: no such process/group: ${group}`;
    default:
      return null;
  }
}
