/**
 * An event listener: writes down each crash with the last words of the program.
 *
 * @module
 */

import { connect, listen } from "@denvisor/denvisor";

const [reports] = Deno.args;
if (reports === undefined) throw new Error("Usage: crash_reporter.ts FILE");

// The daemon that started this program, as it tells in the environment.
await using daemon = connect();

/** The last three lines of a process's log. */
async function lastWords(namespec: string): Promise<string[]> {
  const [text] = await daemon.tailProcessStdoutLog(namespec, 0, 1024);
  return text.trimEnd().split("\n").slice(-3);
}

for await (const event of listen()) {
  // The loop acknowledges each event when it goes on, and rejects one that it dies of.
  if (event.name === "PROCESS_STATE_EXITED" && !event.expected) {
    const namespec = `${event.group}:${event.process}`;
    const words = (await lastWords(namespec)).map((line) => `    ${line}\n`).join("");
    Deno.writeTextFileSync(reports, `${namespec} crashed\n${words}`, { append: true });
  } else if (event.name === "PROCESS_STATE_FATAL") {
    const { spawnerr } = await daemon.getProcessInfo(`${event.group}:${event.process}`);
    const line = `${event.group}:${event.process} was given up: ${spawnerr}\n`;
    Deno.writeTextFileSync(reports, line, { append: true });
  }
}
