// needs: python3
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { makeFifo } from "#tests/support/fifo.ts";
import { residentKilobytes } from "#tests/support/process_cost.ts";
import { section } from "#tests/support/sections.ts";
import { faultBench, misbehave } from "./fault_bench.ts";
import { endless } from "./programs.ts";

// Seen to fail with the FIFO opened without O_NONBLOCK: the daemon hangs.
Deno.test("a FIFO without a reader as log holds up nobody, not even its program for long", async () => {
  await using bench = await faultBench({
    prepare: (at) => makeFifo(at.at("fifo")),
    programs: (at) =>
      endless("talker", { bytes: 20_000_000, stdout_logfile: at.at("fifo") }) +
      endless("other", { bytes: 20_000_000, stdout_logfile: at.at("other.log") }),
  });
  const before = residentKilobytes(bench.subject.pid);
  await bench.rpc("startProcess", "talker");
  const begun = performance.now();
  await bench.rpc("startProcess", "other");
  await bench.state("other", "EXITED");
  assert.ok(performance.now() - begun < 10_000);
  assert.equal((await Deno.stat(bench.place.at("other.log"))).size, 20_000_000);
  // Bounded patience: the program is not held for ever by a reader that does not come.
  await bench.state("talker", "EXITED");
  await bench.logged(/FIFO '.*fifo': it takes no more/);
  assert.ok(residentKilobytes(bench.subject.pid) - before < 32 * 1024);
  // The pipe stays open, so that what it holds waits for a reader that comes later.
  await bench.unharmed({ keeps: /\/fifo$/ });
});

const ECHO = endless("talker", { bytes: 3_000_000, stdout_logfile: "/dev/stdout" });

/** Starts the daemon with a pipe as its output that `reader` reads from, keeping the daemon's pid. */
function outputTo(reader: string): (words?: unknown) => readonly string[] {
  const script = `exec 9>&1; exec > >(${reader}); exec 9>&-; exec "$@"`;
  return () => ["/bin/bash", "-c", script, "sh"];
}

// Seen to fail with `writeSync` to the daemon's own stdout.
Deno.test("a stdout of the daemon that is full and unread holds up nobody", async () => {
  await using bench = await faultBench({
    wrapper: outputTo("exec sleep 300"),
    orphans: true,
    programs: () => ECHO,
  });
  await bench.rpc("startProcess", "talker");
  await bench.state("talker", "EXITED");
  await bench.logged(/'\/dev\/stdout': it takes no more/);
  await bench.unharmed();
});

// Seen to fail with the error of a write thrown on in daemon/output/bounded_writer.ts: nothing is told.
Deno.test("a stdout of the daemon whose reader is gone, or that is closed, is survived", async () => {
  const closed = () => ["/bin/bash", "-c", 'exec >&-; exec "$@"', "sh"];
  for (const wrapper of [outputTo("exec true"), closed]) {
    await using bench = await faultBench({ wrapper, orphans: true, programs: () => ECHO });
    await bench.rpc("startProcess", "talker");
    await bench.state("talker", "EXITED");
    // What was closed when the daemon started is /dev/null by now.
    if (wrapper !== closed) await bench.logged(/Cannot write to '\/dev\/stdout': EPIPE/);
    await bench.unharmed();
  }
});

// Seen to fail with the loop of `#makeRoom` in lib/event/pool_buffer.ts taken out.
Deno.test("a listener that stops reading costs the events of its buffer, and nobody else anything", async () => {
  await using bench = await faultBench({
    programs: () =>
      section("eventlistener:frozen", {
        command: misbehave("deaf"),
        events: "PROCESS_LOG",
        buffer_size: 10,
        startsecs: 0,
        autostart: false,
      }) +
      endless("talker", {
        bytes: 50_000_000,
        stdout_events_enabled: true,
        stdout_logfile: "NONE",
      }),
  });
  await bench.rpc("startProcess", "frozen");
  const before = residentKilobytes(bench.subject.pid);
  await bench.rpc("startProcess", "talker");
  await bench.state("talker", "EXITED");
  await bench.logged(/pool frozen event buffer overflowed, discarding event/);
  const grown = residentKilobytes(bench.subject.pid) - before;
  assert.ok(grown < 32 * 1024, `grew by ${grown} kB`);
  await bench.unharmed();
});

// Seen to fail with `pull` in daemon/http/log_stream.ts going on after a piece.
Deno.test("fifty readers of a log stream that stop reading hold up nobody and cost little", async () => {
  await using bench = await faultBench({
    tcp: true,
    // There has to be something to follow.
    prepare: (at) => Deno.writeTextFile(at.at("talker.log"), "begin\n"),
    programs: (at) => endless("talker", { bytes: 50_000_000, stdout_logfile: at.at("talker.log") }),
  });
  await bench.rpc("startProcess", "warm", false);
  const readers: Deno.Conn[] = [];
  try {
    const before = residentKilobytes(bench.subject.pid);
    for (let number = 0; number < 50; number++) {
      const reader = await Deno.connect({ transport: "unix", path: bench.place.socket });
      readers.push(reader);
      await reader.write(
        new TextEncoder().encode("GET /logtail/talker HTTP/1.1\r\nHost: localhost\r\n\r\n"),
      );
    }
    await bench.rpc("startProcess", "talker");
    await bench.state("talker", "EXITED");
    const grown = residentKilobytes(bench.subject.pid) - before;
    assert.ok(grown < 64 * 1024, `grew by ${grown} kB`);
  } finally {
    for (const reader of readers) reader.close();
  }
  await until(async () => await bench.rpc("getState"), { within: 2000, what: "an answer" });
  await bench.unharmed();
});
