import type { Result } from "./results.ts";

/** Results as a Markdown table. */
export function renderTable(results: readonly Result[]): string {
  const rows = results.map(({ row, denvisord, supervisord, ratio }) => [
    row.title,
    `\`${row.name}\``,
    `${figure(supervisord)} ${row.unit}`,
    `${figure(denvisord)} ${row.unit}`,
    Number.isFinite(ratio) ? figure(ratio) : "-",
    row.reach === null ? "-" : `${figure(row.reach)} ${row.unit}`,
    verdict({ row, denvisord, ratio }),
  ]);
  const heads = ["Measure", "Row", "supervisord", "denvisord", "Ratio", "Goal", ""];
  return [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n") + "\n";
}

/** What is to be said at the end of a line: a goal missed, a loss against supervisord. */
function verdict(of: Pick<Result, "row" | "denvisord" | "ratio">): string {
  const { row: { reach, better }, denvisord, ratio } = of;
  const missed = reach !== null && (better === "less" ? denvisord > reach : denvisord < reach);
  const words = [...(missed ? ["missed"] : []), ...(ratio < 0.95 ? ["loss"] : [])];
  return words.join(", ");
}

function figure(value: number): string {
  if (value === 0) return "0";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = Math.abs(value) < 0.1 ? value.toPrecision(2) : value.toFixed(digits);
  return text.replace(/\B(?=(\d{3})+(?!\d|\.))(?<!\.\d*)/g, ",");
}
