/**
 * What `recorder.py` wrote down.
 *
 * @module
 */

/** An event as a listener got it. */
export interface RecordedEvent {
  /** The tokens of the header line. */
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string;
}

/** The events in a file, none when there is no file yet; a line that is being written is left out. */
export async function readRecording(path: string): Promise<readonly RecordedEvent[]> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole.split("\n").filter((line) => line !== "").map((line) => JSON.parse(line));
}

/** An event's name and payload on one line, `TICK_5 when:5`. */
export function eventLine({ headers, payload }: RecordedEvent): string {
  return `${headers["eventname"]} ${payload}`;
}
