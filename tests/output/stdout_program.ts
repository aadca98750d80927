/**
 * A program for tests, run with scoped permissions: writes `megabytes` to each log that it is given,
 * honouring back pressure as a pipe's reader does, and tells on standard error what became of it.
 *
 * @module
 */

import { SystemClock } from "#daemon/adapters/system_clock.ts";
import { ownStreams } from "#daemon/output/own_streams.ts";
import { sinkOpener } from "#daemon/output/sink.ts";

const [megabytes, ...paths] = Deno.args;
const clock = new SystemClock();
const log = (level: string, message: string) => console.error(`${level} ${message}`);
const open = sinkOpener({ streams: ownStreams({ log, clock }), log, clock });
const chunk = new Uint8Array(64 * 1024).fill(65);

/** Counts the turns that the event loop makes meanwhile. */
let turns = 0;
setInterval(() => turns++, 10);

for (const path of paths) {
  const sink = open(path, { maxbytes: 4 * 1024 * 1024, backups: 1 });
  for (let n = 0; n < Number(megabytes) * 16; n++) {
    sink.write(chunk);
    const ready = sink.ready();
    if (ready !== null) await ready;
  }
  await sink.flush();
  console.error(`done ${path} lost:${sink.lost} turns:${turns > 0}`);
  sink.close();
}
Deno.exit(0);
