import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { followLog } from "#ctl/follow.ts";
import { logProblem } from "#ctl/log_problem.ts";
import { refuse } from "#ctl/run_line.ts";
import { bytesOf, TAIL_BYTES } from "./tail.ts";

/** `maintail [-N|-f]` (`CTL-015`): the last N bytes of the daemon's own log. */
export async function maintail(invocation: Invocation): Promise<void> {
  const { session, report, terminal, words } = invocation;
  if (words.length > 1) {
    return refuse(invocation, { message: "too many arguments", status: EXIT_STATUS.GENERIC });
  }
  const [modifier] = words;
  if (modifier === "-f") return await followLog(invocation, "/mainlogtail");
  const bytes = modifier === undefined
    ? TAIL_BYTES
    : modifier.startsWith("-")
    ? bytesOf(modifier)
    : null;
  if (bytes === null) {
    report.line(`Error: bad argument ${modifier}`, "bad");
    session.fail(EXIT_STATUS.GENERIC);
    return;
  }
  try {
    const log = await session.api.readLog(0 - bytes, 0);
    if (invocation.json) report.document({ log }, []);
    else terminal.print(`${log}\n`);
  } catch (error) {
    session.fail(EXIT_STATUS.GENERIC);
    const problem = logProblem(error);
    if (problem === null) throw error;
    report.line(`supervisord: ERROR (${problem})`, "bad");
  }
}
