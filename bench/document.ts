import type { Result } from "./results.ts";
import { renderTable } from "./table.ts";

const DOCUMENT = new URL("../docs/performance.md", import.meta.url);
const BEGIN = "<!-- results: written by `deno task bench --write` -->\n";
const END = "<!-- end of results -->\n";

/** Puts the results of a run, with machine and date, into docs/performance.md. */
export async function writeResults(results: readonly Result[]): Promise<void> {
  const text = await Deno.readTextFile(DOCUMENT);
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`No place for results in '${DOCUMENT.pathname}'`);
  const content = `${BEGIN}\n${await surroundings()}\n\n${renderTable(results)}\n`;
  await Deno.writeTextFile(DOCUMENT, text.slice(0, begin) + content + text.slice(end));
}

async function surroundings(): Promise<string> {
  const cpus = await Deno.readTextFile("/proc/cpuinfo");
  const model = /model name\s*: (.*)/.exec(cpus)?.[1] ?? "unknown processor";
  const load = Deno.loadavg().map((value) => value.toFixed(1)).join(", ");
  const date = new Date().toISOString().slice(0, 10);
  return `${date}; ${navigator.hardwareConcurrency} processors (${model}), Linux ` +
    `${Deno.osRelease()}, Deno ${Deno.version.deno}, supervisord 4.2.5; load averages at the end ` +
    `of the run: ${load}.`;
}
