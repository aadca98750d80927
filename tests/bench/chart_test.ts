import assert from "node:assert/strict";
import { drawChart } from "../../bench/chart.ts";

function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = ""]) => text);
}

Deno.test("a chart has round ticks on both axes and the names of its lines", () => {
  const points = [[0, 3], [0.25, 84.1], [0.62, 94]] as const;
  const svg = drawChart([{ title: "MB", series: [{ name: "a", colour: "#000", points }] }], "min");
  assert.deepEqual(textsOf(svg), [
    "MB",
    ...["0", "50", "100"],
    ...["0", "0.2 min", "0.4 min", "0.6 min"],
    "a",
  ]);
});

Deno.test("points lie where the axes say", () => {
  const points = [[0, 0], [10, 100]] as const;
  const svg = drawChart([{ title: "", series: [{ name: "a", colour: "red", points }] }], "min");
  const line = /<path d="M(\S+) (\S+)L(\S+) (\S+)" fill="none" stroke="red"/.exec(svg);
  const [left, bottom, right, top] = line!.slice(1).map(Number);
  assert.match(svg, new RegExp(`<text x="${left!.toFixed(1)}" [^>]*>0</text>`));
  assert.match(svg, new RegExp(`<text x="${right!.toFixed(1)}" [^>]*>10 min</text>`));
  assert.match(svg, new RegExp(`y="${bottom!.toFixed(1)}" dy="4" text-anchor="end"[^>]*>0</text>`));
  assert.match(svg, new RegExp(`y="${top!.toFixed(1)}" dy="4" text-anchor="end"[^>]*>100</text>`));
});
