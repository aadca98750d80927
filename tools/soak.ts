/**
 * `deno task soak [--minutes N]`: half an hour of mixed load and random faults on one daemon.
 *
 * Writers that crash and rotate, an event listener that is killed, clients, and every few seconds a
 * fault. At the end all bytes and all events are counted; memory and descriptors are measured all the
 * while. Exit status 0 when nothing was lost, memory grows by less than 1 MB a minute after the first
 * five, and descriptors are flat.
 *
 * @module
 */

import { startSubject } from "#tests/support/daemon.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { ROOT } from "./testing/repository.ts";
import { FAULTS } from "./soak/faults.ts";
import { Measure } from "./soak/measure.ts";
import { countEvents, countLines } from "./soak/tally.ts";

const WRITERS = 20;

/** Milliseconds between two faults, on average. */
const FAULT_EACH_MS = 5000;

function config(at: SubjectPlace): string {
  const script = (name: string) => `/usr/bin/python3 -I -S ${ROOT}/tools/soak/${name}`;
  return framed(
    at,
    `[program:writer]
command=${script("writer.py")} ${at.scratch("w%(process_num)02d")}
process_name=w%(process_num)02d
numprocs=${WRITERS}
startsecs=0
autorestart=true
stdout_logfile=${at.scratch("w%(process_num)02d.log")}
stdout_logfile_maxbytes=10MB
stdout_logfile_backups=1000
stderr_logfile=NONE

[program:target]
command=/bin/sleep 1000000
process_name=target%(process_num)d
numprocs=10
startsecs=0
autorestart=true
stdout_logfile=NONE
stderr_logfile=NONE

[eventlistener:listener]
command=${script("listener.py")} ${at.scratch("events")}
events=REMOTE_COMMUNICATION
buffer_size=100000
startsecs=0
autorestart=true
`,
    { tcp: true },
  );
}

async function main(args: readonly string[]): Promise<number> {
  const minutes = readMinutes(args);
  if (minutes === null) {
    console.error("Use: deno task soak [--minutes N]");
    return 2;
  }
  await using subject = await startSubject("denvisord", { config });
  const measure = new Measure(subject.pid);
  const end = performance.now() + minutes * 60_000;
  let sent = 0;
  let nextFault = performance.now() + FAULT_EACH_MS;
  const faults = new Map<string, number>();
  const slow: number[] = [];
  while (performance.now() < end && subject.exit() === null) {
    const begun = performance.now();
    await subject.rpc("getAllProcessInfo");
    slow.push(performance.now() - begun);
    for (let number = 0; number < 20; number++) {
      await subject.rpc("sendRemoteCommEvent", "soak", String(sent++));
    }
    if (performance.now() >= nextFault) {
      const fault = FAULTS[Math.floor(Math.random() * FAULTS.length)]!;
      await fault.happen(subject);
      faults.set(fault.name, (faults.get(fault.name) ?? 0) + 1);
      nextFault = performance.now() + FAULT_EACH_MS * (0.5 + Math.random());
      // No fault leaves anything open behind it, so this is a time to count.
      measure.take();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  if (subject.exit() !== null) {
    console.log(`The daemon ended: ${JSON.stringify(subject.exit())}\n${await subject.log()}`);
    return 1;
  }
  await subject.rpc("stopProcessGroup", "writer");
  const lines = await countLines(subject.place.scratch(), WRITERS);
  const events = await countEvents(subject.place.scratch("events"), sent);
  const { slope, descriptors, megabytes } = measure.result();
  const longest = Math.max(...slow);
  for (const [name, count] of faults) console.log(`${String(count).padStart(5)} ${name}`);
  console.log(`Lines: ${lines.total}, ${lines.problems.length} lost, doubled or out of order`);
  console.log(`Events: ${sent}, ${events.lost} lost, ${events.disordered} out of order`);
  console.log(`Memory: ${megabytes} MB, slope ${slope.toFixed(2)} MB a minute`);
  console.log(`Descriptors: ${descriptors.first} at first, ${descriptors.last} at last`);
  console.log(`Longest answer: ${longest.toFixed(0)} ms`);
  for (const problem of [...lines.problems, ...events.problems].slice(0, 20)) console.log(problem);
  const good = lines.problems.length === 0 && events.lost === 0 && events.disordered === 0 &&
    slope < 1 && descriptors.last <= descriptors.first;
  return good ? 0 : 1;
}

function readMinutes(args: readonly string[]): number | null {
  if (args.length === 0) return 30;
  const [option, value] = args;
  const minutes = Number(value);
  return option === "--minutes" && args.length === 2 && minutes > 0 ? minutes : null;
}

Deno.exit(await main(Deno.args));
