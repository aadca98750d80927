/**
 * Events as an event listener of the daemon under test saw them.
 *
 * @module
 */

import { normaliseText } from "#tests/support/normalise.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";

/** One line of the recorder's file. */
export interface RecordedEvent {
  readonly name: string;
  readonly serial: number;
  readonly payload: string;
}

/** Type of the remote event that marks the end of what is compared. */
export const DRAIN = "drain";

/** Type of the remote events that show how far the recorder has come; they are not compared. */
export const MARK = "mark";

/** The section of the event listener that records. */
export function recorderSection(place: SubjectPlace): string {
  return `
[eventlistener:recorder]
command=${place.child("recorder.py", eventFile(place))}
events=PROCESS_STATE,PROCESS_GROUP,SUPERVISOR_STATE_CHANGE,REMOTE_COMMUNICATION,PROCESS_COMMUNICATION,PROCESS_LOG
buffer_size=1000
startsecs=0
autorestart=false
stdout_logfile=NONE
stderr_logfile=${place.scratch("recorder.err")}
`;
}

/** Reads what the recorder has written; a line that is being written is left for later. */
export async function readRecording(place: SubjectPlace): Promise<readonly RecordedEvent[]> {
  try {
    const text = await Deno.readTextFile(eventFile(place));
    const lines = text.split("\n").slice(0, -1);
    return lines.map((line) => JSON.parse(line) as RecordedEvent);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

/** `group:process` that an event is about, the empty text if it is about none. */
export function eventProcess(event: RecordedEvent): string {
  const match = /^processname:(\S+) groupname:(\S+)/.exec(event.payload);
  return match === null ? "" : `${match[2]}:${match[1]}`;
}

/**
 * Events as comparable lines by process: without the recorder's own, and only up to the drain mark or
 * the first shutdown or restart, after which delivery is a race in any implementation.
 */
export function comparableEvents(
  events: readonly RecordedEvent[],
  place: SubjectPlace,
): Record<string, string[]> {
  const lines: Record<string, string[]> = {};
  const begin = "groupname:recorder\n";
  const beginning = events.findIndex(({ payload }) => payload === begin);
  for (const [index, event] of events.entries()) {
    if (event.name === "SUPERVISOR_STATE_CHANGE_STOPPING") break;
    if (event.payload === begin && index > beginning) break;
    if (event.payload.startsWith(`type:${DRAIN}\n`)) break;
    if (event.payload.startsWith(`type:${MARK}\n`)) continue;
    const key = eventProcess(event);
    if (key === "recorder:recorder") continue;
    const list = lines[key] ??= [];
    const payload = normaliseText(event.payload, place);
    const cut = payload.indexOf("\n") + 1;
    const head = `${event.name} ${payload.slice(0, cut)}`;
    // How output is cut into chunks depends on when it was read.
    if (event.name.startsWith("PROCESS_LOG") && list.at(-1)?.startsWith(head)) {
      list.push(list.pop() + payload.slice(cut));
      continue;
    }
    list.push(`${event.name} ${payload}`);
  }
  return lines;
}

function eventFile(place: SubjectPlace): string {
  return place.scratch("events.jsonl");
}
