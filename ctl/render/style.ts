/**
 * Colours that say how things are. They are an addition: every text says the same without them.
 *
 * @module
 */

/** How something stands. */
export type Tone = "good" | "busy" | "bad" | "dim";

/** Colours a text; without colours the text itself. */
export type Paint = (tone: Tone, text: string) => string;

const CODES: Readonly<Record<Tone, string>> = {
  good: "32",
  busy: "33",
  bad: "31",
  dim: "2",
};

/** Colours for the processes of merged logs, as the numbers of SGR. */
const PROCESS_CODES: readonly string[] = [
  "36",
  "33",
  "32",
  "35",
  "34",
  "96",
  "93",
  "92",
  "95",
  "94",
];

/** Leaves every text as it is. */
export function plainPaint(_tone: Tone, text: string): string {
  return text;
}

/** Colours for a terminal. */
export function colourPaint(tone: Tone, text: string): string {
  return wrapped(CODES[tone], text);
}

/** The colour of the `index`th process of a merged log. */
export function processPaint(index: number, text: string): string {
  return wrapped(PROCESS_CODES[index % PROCESS_CODES.length] as string, text);
}

function wrapped(code: string, text: string): string {
  return `\x1b[${code}m${text}\x1b[0m`;
}
