/**
 * Small line charts as SVG, for the documents.
 *
 * @module
 */

/** A line of a chart. */
export interface Series {
  readonly name: string;
  /** Any colour of CSS that can be read on white. */
  readonly colour: string;
  /** Points as [x, y], x ascending. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** One of several charts below each other. */
export interface Panel {
  readonly title: string;
  readonly series: readonly Series[];
}

const WIDTH = 720;
const HEIGHT = 170;
const LEFT = 48;
const RIGHT = 130;
const TOP = 30;
const BOTTOM = 24;

/**
 * Draws panels below each other; both axes begin at 0, and `unit` names what x counts. No value may be
 * below 0, and one of each axis has to be above it.
 */
export function drawChart(panels: readonly Panel[], unit: string): string {
  const height = HEIGHT * panels.length;
  const body = panels.map((panel, at) =>
    `<g transform="translate(0 ${at * HEIGHT})">${drawPanel(panel, unit)}</g>`
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" ` +
    `font-family="sans-serif" font-size="12">\n` +
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>\n${body.join("\n")}\n</svg>\n`;
}

function drawPanel({ title, series }: Panel, unit: string): string {
  const all = series.flatMap(({ points }) => points);
  const right = Math.max(...all.map(([x]) => x));
  const rows = ticks(Math.max(...all.map(([, y]) => y)), 4);
  const top = rows.at(-1)!;
  const x = (value: number) => LEFT + value / right * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM);
  const parts = [`<text x="${LEFT}" y="18" font-weight="bold">${title}</text>`];
  for (const value of rows) {
    const at = y(value).toFixed(1);
    parts.push(
      `<path d="M${LEFT} ${at}H${WIDTH - RIGHT}" stroke="#ddd"/>`,
      `<text x="${LEFT - 6}" y="${at}" dy="4" text-anchor="end" fill="#555">${value}</text>`,
    );
  }
  for (const value of ticks(right, 5).filter((each) => each <= right)) {
    const at = x(value).toFixed(1);
    const text = value === 0 ? "0" : `${value} ${unit}`;
    parts.push(
      `<text x="${at}" y="${HEIGHT - 6}" text-anchor="middle" fill="#555">${text}</text>`,
    );
  }
  for (const { name, colour, points } of series) {
    const line = points.map(([px, py]) => `${x(px).toFixed(1)} ${y(py).toFixed(1)}`).join("L");
    const last = y(points.at(-1)?.[1] ?? 0).toFixed(1);
    parts.push(
      `<path d="M${line}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
      `<text x="${WIDTH - RIGHT + 8}" y="${last}" dy="4" fill="${colour}">${name}</text>`,
    );
  }
  return parts.join("\n");
}

/** Round values from 0 to at least `most`, about `count` of them after the 0. */
function ticks(most: number, count: number): readonly number[] {
  const step = niceStep(most / count);
  const last = Math.ceil(most / step);
  // Ten times a tenth is not exactly one.
  return Array.from({ length: last + 1 }, (_, at) => Number((at * step).toPrecision(6)));
}

/** The next of 1, 2 or 5 times a power of ten. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= least)!;
}
