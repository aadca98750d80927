/**
 * A program that runs others and shows what they print, each line with the name of who said it; Ctrl-C
 * stops them in order. It needs no daemon and no configuration file:
 *
 *     deno run --allow-run=/bin/sh,/bin/kill --allow-env --allow-sys --allow-read examples/embed/main.ts
 *
 * @module
 */

import { Supervisor } from "@denvisor/denvisor";

const shown = { stdout_events_enabled: true, stopasgroup: true } as const;

await using supervisor = await Supervisor.start({
  programs: {
    // Lower numbers start first and stop last.
    database: {
      ...shown,
      command: `/bin/sh -c "echo ready; trap 'echo saved; exit' TERM; while :; do sleep 1; done"`,
      priority: 1,
    },
    clock: {
      ...shown,
      command: `/bin/sh -c "while :; do date +%%T; sleep 1; done"`,
      priority: 2,
    },
  },
});

const rests = new Map<string, string>();

supervisor.subscribe(({ process, data }) => {
  const text = (rests.get(process) ?? "") + new TextDecoder().decode(data);
  const lines = text.split("\n");
  rests.set(process, lines.pop() ?? "");
  for (const line of lines) console.log(`${process.padEnd(8)} | ${line}`);
}, ["PROCESS_LOG"]);

supervisor.subscribe((event) => {
  console.log(`${event.process.padEnd(8)} : ${event.fromState} -> ${event.name.slice(14)}`);
}, ["PROCESS_STATE"]);

// Signals are the program's own business.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, () => void supervisor.shutdown());
}
await supervisor.ended;
