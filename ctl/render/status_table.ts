/**
 * The table of `status` (`CTL-029`, K-08).
 *
 * @module
 */

import { makeNamespec } from "#lib/group/namespec.ts";
import type { ProcessState } from "#lib/process/state.ts";
import type { ProcessInfo } from "#lib/rpc/api.ts";
import type { Paint, Tone } from "./style.ts";

const TONES: Readonly<Record<ProcessState, Tone>> = {
  RUNNING: "good",
  STARTING: "busy",
  STOPPING: "busy",
  BACKOFF: "bad",
  FATAL: "bad",
  UNKNOWN: "bad",
  STOPPED: "dim",
  EXITED: "dim",
};

/** Names take at least this many columns, the longest one more if it is longer. */
const NAME_WIDTH = 30;
const NAME_GAP = 3;
const STATE_WIDTH = 10;

/** A line for each process: name, state, description. Blanks behind an empty description stay. */
export function statusLines(infos: readonly ProcessInfo[], paint: Paint): readonly string[] {
  const names = infos.map((info) => makeNamespec({ group: info.group, process: info.name }));
  const width = names.reduce((widest, name) => Math.max(widest, size(name)), NAME_WIDTH) + NAME_GAP;
  return infos.map((info, index) => {
    const state = pad(info.statename, STATE_WIDTH);
    const painted = paint(TONES[info.statename] ?? "bad", state);
    return `${pad(names[index] as string, width)}${painted}${info.description}`;
  });
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - size(text)));
}

/** Python counts code points. */
function size(text: string): number {
  return text.length < 2 ? text.length : [...text].length;
}
