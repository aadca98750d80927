import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { describeFault } from "#ctl/describe_error.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { PRESS_CTRL_C, streamLog } from "#ctl/follow.ts";
import { hintNames } from "#ctl/hints.ts";
import { Interrupted } from "#ctl/http/errors.ts";
import { helpLines } from "#ctl/render/help_text.ts";

/** `fg NAME` (`CTL-016`): a process's output here, and what is typed here to the process. */
export async function fg(invocation: Invocation): Promise<void> {
  const name = await target(invocation);
  if (name === null) return;
  const { session, report } = invocation;
  report.line(PRESS_CTRL_C);
  using caught = session.interrupts.catch();
  const done = new AbortController();
  const signal = AbortSignal.any([caught.signal, done.signal]);
  const show = (channel: string) =>
    streamLog(invocation, { path: `/logtail/${name}/${channel}`, signal }).catch((error) => {
      if (!(error instanceof Interrupted)) throw error;
    });
  const streams = Promise.all([show("stdout"), show("stderr")]);
  // A failure must not go unseen while a line is awaited; it is dealt with below.
  streams.catch(() => {});
  try {
    if (await converse(invocation, name, caught.signal) === "killed") {
      report.line("Process got killed");
    }
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  } finally {
    done.abort(new Interrupted());
    await streams;
  }
  report.line("Exiting foreground");
}

/** The name when it is that of a running process; otherwise says what is wrong. */
async function target(invocation: Invocation): Promise<string | null> {
  const { session, report, words, command } = invocation;
  const refuse = (text: string): null => {
    report.line(text, "bad");
    session.fail(EXIT_STATUS.GENERIC);
    return null;
  };
  const [name] = words;
  if (name === undefined) {
    refuse("ERROR: no process name supplied");
    for (const line of helpLines(command.help)) report.line(line);
    return null;
  }
  if (words.length > 1) return refuse("ERROR: too many process names supplied");
  try {
    const info = await session.api.getProcessInfo(name);
    return info.statename === "RUNNING" ? name : refuse("ERROR: process not running");
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === FAULT_CODES.BAD_NAME) {
      refuse("ERROR: bad process name supplied");
      await hintNames(session, [name]);
    } else {
      report.line(`ERROR: ${describeFault(error)}`, "bad");
    }
    return null;
  }
}

/** Passes lines on until they end, or until the process does. */
async function converse(
  { session, report }: Invocation,
  name: string,
  signal: AbortSignal,
): Promise<"ended" | "killed"> {
  for (;;) {
    const line = await session.input.line("", signal);
    if (line === null) return "ended";
    try {
      await session.api.sendProcessStdin(name, `${line}\n`);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === FAULT_CODES.NOT_RUNNING) return "killed";
      report.line(`ERROR: ${describeFault(error)}`, "bad");
      return "ended";
    }
    const info = await session.api.getProcessInfo(name);
    if (info.statename !== "RUNNING") return "killed";
  }
}
