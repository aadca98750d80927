/**
 * A line on the terminal while a start or a stop takes its time. It is overwritten as it goes, and
 * erased before the result is shown.
 *
 * @module
 */

import type { ProcessInfo } from "#lib/rpc/api.ts";
import type { Invocation } from "./command.ts";
import type { Action } from "./process_result.ts";

/** What is waited for. */
export interface Waiting<T> {
  readonly action: Action;
  /** A process, a group or all of them, in words. */
  readonly target: string;
  readonly work: Promise<T>;
}

/** Milliseconds before the first line: what is quick needs none. */
const PATIENCE = 700;
/** Milliseconds between two lines. */
const PACE = 1_000;

const DOING: Readonly<Partial<Record<Action, { word: string; state: ProcessInfo["statename"] }>>> =
  {
    start: { word: "Starting", state: "STARTING" },
    stop: { word: "Stopping", state: "STOPPING" },
  };

/** Waits for the work. Shows progress when standard output and standard error are a terminal. */
export async function withProgress<T>(invocation: Invocation, waiting: Waiting<T>): Promise<T> {
  const { session, terminal } = invocation;
  const doing = DOING[waiting.action];
  if (doing === undefined || !terminal.hasProgress) return await waiting.work;
  const begin = performance.now();
  let done = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = async () => {
    const open = await session.api.getAllProcessInfo().then(
      (infos) => infos.filter((info) => info.statename === doing.state).map((info) => info.name),
      () => [],
    );
    if (done) return;
    const seconds = Math.round((performance.now() - begin) / 1000);
    terminal.status(progressLine({ word: doing.word, target: waiting.target, open, seconds }));
    timer = setTimeout(show, PACE);
  };
  timer = setTimeout(show, PATIENCE);
  try {
    return await waiting.work;
  } finally {
    done = true;
    clearTimeout(timer);
    terminal.status("");
  }
}

/** What a progress line says. */
export interface Progress {
  readonly word: string;
  readonly target: string;
  /** Processes that are not there yet. */
  readonly open: readonly string[];
  readonly seconds: number;
}

/** `Stopping all processes, 3 s: waiting for a, b and 4 more`. */
export function progressLine(progress: Progress): string {
  const { word, target, open, seconds } = progress;
  const line = `${word} ${target}, ${seconds} s`;
  if (open.length === 0 || (open.length === 1 && open[0] === target)) return line;
  const shown = open.slice(0, 3).join(", ");
  const more = open.length > 3 ? ` and ${open.length - 3} more` : "";
  return `${line}: waiting for ${shown}${more}`;
}
