import { rotatedFiles } from "#tests/support/rotated_files.ts";

/** What the logs of the writers hold. */
export interface LineTally {
  readonly total: number;
  readonly problems: readonly string[];
}

/** Reads the logs of `writers`, oldest file first: each line is there once, in order, up to the last noted. */
export async function countLines(directory: string, writers: number): Promise<LineTally> {
  const problems: string[] = [];
  let total = 0;
  for (let number = 0; number < writers; number++) {
    const name = `w${String(number).padStart(2, "0")}`;
    let expected = 0;
    let rest = "";
    for (const file of rotatedFiles(`${directory}/${name}.log`)) {
      const lines = (rest + await Deno.readTextFile(file)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (line !== `${name} ${expected}`) problems.push(`'${line}' for '${name} ${expected}'`);
        expected = Number(line.split(" ")[1]) + 1;
        total++;
      }
    }
    const noted = Number(await Deno.readTextFile(`${directory}/${name}`));
    if (rest !== "" || expected !== noted) problems.push(`${name}: ${expected} of ${noted} lines`);
  }
  return { total, problems };
}

/** What a listener has written down. */
export interface EventTally {
  readonly lost: number;
  /** An event may come twice in a row: the listener was killed before it said that it was done. */
  readonly disordered: number;
  readonly problems: readonly string[];
}

/** Waits until the last of `sent` events is there, half a minute at most, and counts them. */
export async function countEvents(path: string, sent: number): Promise<EventTally> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if ((await Deno.readTextFile(path)).endsWith(`\n${sent - 1}\n`)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const numbers = (await Deno.readTextFile(path)).trim().split("\n").map(Number);
  const problems: string[] = [];
  numbers.forEach((number, index) => {
    const before = numbers[index - 1] ?? -1;
    if (number !== before && number !== before + 1) {
      problems.push(`event ${number} after ${before}`);
    }
  });
  return { lost: sent - new Set(numbers).size, disordered: problems.length, problems };
}
