import { parseInteger } from "#lib/config/values.ts";
import type { Channel } from "#lib/event/events.ts";
import type { ProcessInfo } from "#lib/rpc/api.ts";
import type { Invocation, Requirement } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { findProcesses, nobodyLine } from "#ctl/find_processes.ts";
import { tellUnreadable } from "#ctl/follow.ts";
import { hintNames, hintWord } from "#ctl/hints.ts";
import { Interrupted } from "#ctl/http/errors.ts";
import { followLines, lastLines, type LogSource, logSources, sourceName } from "#ctl/log_source.ts";
import { expandPatterns } from "#ctl/name_patterns.ts";
import { processPaint } from "#ctl/render/style.ts";
import { refuse } from "#ctl/run_line.ts";

/** Lines that are shown of each log when nothing else is asked for. */
const LINES = 10;

/** What stands behind `logs`. */
interface LogsRequest {
  readonly follow: boolean;
  readonly count: number;
  readonly channels: readonly Channel[];
  /** `null` means all processes. */
  readonly names: readonly string[] | null;
}

/** `logs [-f] [-n N] [--all] [NAME…]`: several logs at once, each line with its process's name. */
export async function logs(invocation: Invocation): Promise<void> {
  const request = parse(invocation);
  if (request === null) return;
  const infos = await invocation.session.api.getAllProcessInfo();
  const chosen = request.names === null ? infos : await choose(invocation, request.names, infos);
  const sources = chosen.flatMap((info) => logSources(info, request.channels));
  const show = lineWriter(invocation, sources);
  if (request.follow) return await follow(invocation, { sources, show, count: request.count });
  for (const source of sources) {
    for (const line of await lastLines(invocation.session, source, request.count)) {
      show(source, line);
    }
  }
}

/** `null` when something is wrong, which has been said. */
function parse(invocation: Invocation): LogsRequest | null {
  const { words, command, session } = invocation;
  const names: string[] = [];
  let follow = false;
  let all = false;
  let count = LINES;
  let channels: readonly Channel[] = ["stdout", "stderr"];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "-f") follow = true;
    else if (word === "--all" || word === "all") all = true;
    else if (word === "--stdout") channels = ["stdout"];
    else if (word === "--stderr") channels = ["stderr"];
    else if (word.startsWith("-n")) {
      const number = lineCount(word === "-n" ? words[++at] : word.slice(2));
      if (number === null) return reject(invocation, `bad argument ${word}`);
      count = number;
    } else if (word.startsWith("-")) {
      hintWord(session, word, command.switches ?? []);
      return reject(invocation, `bad argument ${word}`);
    } else names.push(word);
  }
  if (all) return { follow, count, channels, names: null };
  if (names.length > 0) return { follow, count, channels, names };
  refuse(invocation, command.accepts as Requirement);
  return null;
}

function lineCount(text: string | undefined): number | null {
  try {
    const number = parseInteger(text ?? "");
    return number >= 0 ? number : null;
  } catch {
    return null;
  }
}

function reject({ report, session }: Invocation, message: string): null {
  report.line(`Error: ${message}`, "bad");
  session.fail(EXIT_STATUS.GENERIC);
  return null;
}

async function choose(
  { session, report }: Invocation,
  names: readonly string[],
  infos: readonly ProcessInfo[],
): Promise<readonly ProcessInfo[]> {
  const chosen = new Set<ProcessInfo>();
  const unknown: string[] = [];
  for (const word of expandPatterns(names, infos)) {
    const matches = findProcesses(word, infos);
    for (const info of matches) chosen.add(info);
    if (matches.length > 0) continue;
    unknown.push(word);
    report.line(nobodyLine(word), "bad");
    session.fail(EXIT_STATUS.GENERIC);
  }
  await hintNames(session, unknown);
  return [...chosen];
}

type ShowLine = (source: LogSource, line: string) => void;

function lineWriter(invocation: Invocation, sources: readonly LogSource[]): ShowLine {
  const { terminal } = invocation;
  const names = [...new Set(sources.map(sourceName))];
  const width = Math.max(0, ...sources.map((source) => label(source).length));
  return (source, line) => {
    if (invocation.json) {
      const { group, name } = source.info;
      terminal.print(`${JSON.stringify({ group, name, channel: source.channel, line })}\n`);
      return;
    }
    const prefix = `${label(source).padEnd(width)} |`;
    const shown = terminal.isColoured
      ? processPaint(names.indexOf(sourceName(source)), prefix)
      : prefix;
    terminal.print(`${shown} ${line}\n`);
  };
}

function label(source: LogSource): string {
  return `${sourceName(source)}${source.channel === "stderr" ? " (stderr)" : ""}`;
}

async function follow(
  invocation: Invocation,
  logs: { readonly sources: readonly LogSource[]; readonly show: ShowLine; readonly count: number },
): Promise<void> {
  const { session } = invocation;
  using caught = session.interrupts.catch();
  const { signal } = caught;
  const unreadable = (answer: { readonly path: string; readonly status: number }): void => {
    tellUnreadable(invocation, answer);
    session.fail(EXIT_STATUS.GENERIC);
  };
  const one = async (source: LogSource) => {
    const lines = followLines(session, source, { count: logs.count, signal, unreadable });
    for await (const line of lines) logs.show(source, line);
  };
  try {
    await Promise.all(logs.sources.map(one));
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
  }
}
