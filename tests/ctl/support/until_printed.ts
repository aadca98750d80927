import type { Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";

/** Waits until the log `NAME.log` of the program `name` has `text` in it. */
export async function untilPrinted(subject: Subject, name: string, text: string): Promise<void> {
  const log = subject.place.at(`${name}.log`);
  await until(async () => (await Deno.readTextFile(log)).includes(text), {
    within: 10_000,
    what: `'${text}' of ${name}`,
  });
}
