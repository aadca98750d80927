/** @jsxImportSource #jsx */

/**
 * The last hour of a process as a strip of colour.
 *
 * @module
 */

import type { VNode } from "preact";

const WORDS: Readonly<Record<string, string>> = {
  r: "running",
  t: "starting or stopping",
  b: "failing at start",
  f: "failed",
  d: "stopped",
};

/**
 * A minute has a width of 2. Failures reach higher than the rest: colour is not all that tells.
 * Nothing for a process that nothing has happened to.
 */
export function Strip(props: { readonly strip: string }): VNode | null {
  const parts = partsOf(props.strip);
  if (parts.every(({ letter }) => letter === "n")) return null;
  const label = describe(parts);
  return (
    <svg class="strip" viewBox="0 0 120 16" preserveAspectRatio="none" role="img">
      <title>{label}</title>
      {parts.filter(({ letter }) => letter !== "n").map(({ letter, from, minutes }) => (
        <path key={from} class={`m-${letter}`} d={outline(letter, { from, minutes })} />
      ))}
    </svg>
  );
}

interface Part {
  readonly letter: string;
  readonly from: number;
  readonly minutes: number;
}

function partsOf(strip: string): readonly Part[] {
  let from = 0;
  return [...strip.matchAll(/([a-z])(\d+)/g)].map(([, letter = "n", count]) => {
    const part = { letter, from, minutes: Number(count) };
    from += part.minutes;
    return part;
  });
}

function outline(letter: string, part: Pick<Part, "from" | "minutes">): string {
  const top = letter === "f" || letter === "b" ? 0 : letter === "d" ? 10 : 4;
  return `M${part.from * 2} ${top}h${part.minutes * 2}V16h-${part.minutes * 2}z`;
}

/** `Last hour: 58 min running, 2 min failed`. */
function describe(parts: readonly Part[]): string {
  const minutes = new Map<string, number>();
  for (const part of parts) {
    minutes.set(part.letter, (minutes.get(part.letter) ?? 0) + part.minutes);
  }
  const words = Object.entries(WORDS).flatMap(([letter, word]) =>
    minutes.has(letter) ? [`${minutes.get(letter)} min ${word}`] : []
  );
  return words.length === 0 ? "Last hour: no data" : `Last hour: ${words.join(", ")}`;
}
