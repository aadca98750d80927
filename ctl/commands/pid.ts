import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { hintNames } from "#ctl/hints.ts";
import { expandPatterns, isPattern } from "#ctl/name_patterns.ts";

/** `pid [NAME…|all]` (`CTL-006`). 0 stands for a process that does not run. */
export async function pid(invocation: Invocation): Promise<void> {
  const { session, report, words } = invocation;
  if (words.length === 0) {
    const number = await session.api.getPID();
    return report.document({ pid: number }, [String(number)]);
  }
  if (words.includes("all")) {
    const infos = await session.api.getAllProcessInfo();
    return report.document(
      infos.map(({ group, name, pid }) => ({ group, name, pid })),
      infos.map((info) => String(info.pid)),
    );
  }
  const names = words.some(isPattern)
    ? expandPatterns(words, await session.api.getAllProcessInfo())
    : words;
  const unknown: string[] = [];
  for (const name of names) if (!await tellPid(invocation, name)) unknown.push(name);
  await hintNames(session, unknown);
}

/** `false` when there is no such process. */
async function tellPid({ session, report }: Invocation, typed: string): Promise<boolean> {
  try {
    const { group, name, pid } = await session.api.getProcessInfo(typed);
    report.item({ group, name, pid }, String(pid));
    if (pid === 0) session.fail(EXIT_STATUS.NOT_RUNNING);
    return true;
  } catch (error) {
    session.fail(EXIT_STATUS.GENERIC);
    if (!(error instanceof Fault) || error.code !== FAULT_CODES.BAD_NAME) throw error;
    report.line(`No such process ${typed}`, "bad");
    return false;
  }
}
