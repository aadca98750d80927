import { parseInteger } from "#lib/config/values.ts";
import { splitNamespec } from "#lib/group/namespec.ts";
import { type Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import type { Invocation } from "#ctl/command.ts";
import { encodingWarning } from "#ctl/encoding_warning.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { followLog } from "#ctl/follow.ts";
import { hintNames } from "#ctl/hints.ts";
import { logProblem } from "#ctl/log_problem.ts";
import { refuse } from "#ctl/run_line.ts";

/** Bytes that are shown when nothing else is asked for. */
export const TAIL_BYTES = 1600;

/** `tail [-N|-f] NAME [stdout|stderr]` (`CTL-014`): the last N bytes of a process's log. */
export async function tail(invocation: Invocation): Promise<void> {
  const { words } = invocation;
  if (words.length < 1) return refuse(invocation, wordCount("too few arguments"));
  if (words.length > 3) return refuse(invocation, wordCount("too many arguments"));
  const modifier = words[0]?.startsWith("-") ? words[0] : null;
  const rest = modifier === null ? words : words.slice(1);
  const name = rest[0];
  if (name === undefined) return wrong(invocation, "tail requires process name");
  const channel = rest.length === 1 ? "stdout" : (rest.at(-1) as string).toLowerCase();
  if (channel !== "stdout" && channel !== "stderr") {
    return wrong(invocation, `bad channel ${pythonRepr(channel)}`);
  }
  if (modifier === "-f") return await followLog(invocation, `/logtail/${name}/${channel}`);
  const bytes = modifier === null ? TAIL_BYTES : bytesOf(modifier);
  if (bytes === null) return wrong(invocation, `bad argument ${modifier}`);
  await showTail(invocation, { name, channel, bytes });
}

/**
 * The N of `-N`, `null` when it is no number. Python's notation, signs included.
 *
 * @throws {RangeError} in Python's words for a number that cannot be sent
 */
export function bytesOf(modifier: string): number | null {
  const bytes = integerOf(modifier.slice(1));
  if (bytes !== null && !Number.isSafeInteger(bytes)) {
    throw new RangeError("int exceeds XML-RPC limits");
  }
  return bytes;
}

function integerOf(text: string): number | null {
  try {
    return parseInteger(text);
  } catch {
    return null;
  }
}

async function showTail(
  invocation: Invocation,
  log: { readonly name: string; readonly channel: "stdout" | "stderr"; readonly bytes: number },
): Promise<void> {
  const { session, report, terminal } = invocation;
  const { name, channel, bytes } = log;
  const warning = encodingWarning();
  if (warning !== null) report.line(warning);
  const read = channel === "stdout"
    ? session.api.readProcessStdoutLog
    : session.api.readProcessStderrLog;
  try {
    const text = await read(name, 0 - bytes, 0);
    if (!invocation.json) return terminal.print(`${text}\n`);
    const { group, process } = splitNamespec(name);
    report.document({ group, name: process, channel, log: text }, []);
  } catch (error) {
    session.fail(EXIT_STATUS.GENERIC);
    const problem = logProblem(error);
    if (problem === null) throw error;
    report.line(`${name}: ERROR (${problem})`, "bad");
    if ((error as Fault).code === FAULT_CODES.BAD_NAME) await hintNames(session, [name]);
  }
}

function wordCount(message: string): { readonly message: string; readonly status: number } {
  return { message, status: EXIT_STATUS.GENERIC };
}

function wrong({ report, session }: Invocation, message: string): void {
  report.line(`Error: ${message}`, "bad");
  session.fail(EXIT_STATUS.GENERIC);
}
