import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { expandGroupPatterns, hasWildcard } from "#ctl/name_patterns.ts";

/**
 * `add GROUP…` (`CTL-011`): activates groups of the configuration. Without names it does nothing, and
 * a group that is active already is no failure.
 */
export async function add(invocation: Invocation): Promise<void> {
  const { session, report } = invocation;
  for (const group of await resolved(invocation)) {
    try {
      await session.api.addProcessGroup(group);
      report.item({ group, result: "added" }, `${group}: added process group`);
    } catch (error) {
      const code = error instanceof Fault ? error.code : null;
      if (code !== FAULT_CODES.ALREADY_ADDED) session.fail(EXIT_STATUS.GENERIC);
      const line = refusalLine(code, group);
      if (line === null) throw error;
      report.item({ group, result: line }, line, "bad");
    }
  }
}

/** Patterns are matched against what is configured and not active. */
async function resolved({ session, words }: Invocation): Promise<readonly string[]> {
  if (!words.some(hasWildcard)) return words;
  const infos = await session.api.getAllConfigInfo();
  const available = infos.filter((info) => !info.inuse).map((info) => info.group);
  return expandGroupPatterns(words, [...new Set(available)]);
}

function refusalLine(code: number | null, group: string): string | null {
  switch (code) {
    case FAULT_CODES.SHUTDOWN_STATE:
      return "ERROR: shutting down";
    case FAULT_CODES.ALREADY_ADDED:
      return "ERROR: process group already active";
    case FAULT_CODES.BAD_NAME:
      return `ERROR: no such process/group: ${group}`;
    default:
      return null;
  }
}
