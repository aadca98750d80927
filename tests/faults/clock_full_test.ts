// needs: root util-linux faketime
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { faultBench } from "./fault_bench.ts";

/** Debian's place for it, whatever the machine. */
const LIBRARY = [...Deno.readDirSync("/usr/lib")]
  .map(({ name }) => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`)
  .find((path) => {
    try {
      return Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });

/**
 * Runs the daemon and its programs with a wall clock that is ahead of ours by the seconds in `offset`;
 * the monotonic clock is the kernel's. The library is preloaded by a file that only this daemon sees,
 * because no daemon gets `LD_PRELOAD` from its launcher; what it leaves in `/dev/shm` nobody else sees.
 * Times of files are left alone: a process that ends while it makes one up holds a lock that the next
 * one waits for.
 */
function offsetClock(at: SubjectPlace): readonly string[] {
  const etc = at.at("etc");
  const script = `mount -t tmpfs shm /dev/shm && cp -a /etc ${etc} || exit
echo ${LIBRARY} >${etc}/ld.so.preload && mount --bind ${etc} /etc || exit
export FAKETIME_TIMESTAMP_FILE=${at.at("offset")} FAKETIME_NO_CACHE=1
export FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1
exec "$@"`;
  return ["/usr/bin/unshare", "--mount", "/bin/sh", "-c", script, "sh"];
}

/** A listener that writes down the ticks it hears. */
const LISTENER = (file: string) =>
  `while :; do printf 'READY\\n'; IFS= read -r head; n=\${head##*len:}; ` +
  `dd bs=1 count=$n 2>/dev/null >>${file}; echo >>${file}; printf 'RESULT 2\\nOK'; done`;

// Seen to fail with `now` of daemon/adapters/system_clock.ts on the wall clock: nothing is killed in time.
Deno.test("a clock that is set forward and back an hour moves no deadline, and ticks once", async () => {
  await using bench = await faultBench({
    wrapper: offsetClock,
    prepare: async (at) => {
      await Deno.writeTextFile(at.at("offset"), "+0");
      await Deno.writeTextFile(at.at("listen.sh"), LISTENER(at.scratch("ticks")));
    },
    programs: (at) =>
      `[program:slow]
command=/bin/sleep 1000
autostart=false
startsecs=2

[program:stubborn]
command=/bin/sh -c 'trap "" TERM; while :; do sleep 1; done'
autostart=false
startsecs=0
stopwaitsecs=2

[program:fails]
command=/bin/false
autostart=false
startsecs=1
startretries=1

[eventlistener:ticks]
command=/bin/sh ${at.at("listen.sh")}
events=TICK_5
autostart=false
startsecs=0
`,
  });
  const set = (seconds: number) =>
    Deno.writeTextFile(bench.place.at("offset"), `${seconds < 0 ? "" : "+"}${seconds}`);
  await bench.rpc("startProcess", "ticks");
  for (const seconds of [3600, 0, -3600, 0]) {
    const heard = async () =>
      (await Deno.readTextFile(bench.place.scratch("ticks")).catch(() => "")).trim().split("\n");
    const before = (await heard()).length;
    await bench.rpc("startProcess", "stubborn");
    await bench.rpc("startProcess", "slow", false);
    await bench.rpc("startProcess", "fails", false);
    const begun = performance.now();
    const stop = bench.rpc("stopProcess", "stubborn");
    await set(seconds);
    // Each of these is between one second and two, by a clock that nobody sets.
    await bench.state("slow", "RUNNING");
    assert.ok(performance.now() - begun > 1000, "RUNNING before its time");
    await stop;
    assert.ok(performance.now() - begun > 1500, "killed before its time");
    await bench.state("fails", "FATAL");
    assert.ok(performance.now() - begun < 20_000, "too late");
    const now = (await bench.rpc("getProcessInfo", "slow") as { now: number }).now;
    assert.ok(Math.abs(now - Date.now() / 1000 - seconds) < 10, "the daemon sees the clock");
    await bench.rpc("stopProcess", "slow");
    await until(async () => (await heard()).length > before, { within: 12_000, what: "a tick" });
    assert.ok((await heard()).length - before <= 5, "a tick for each second of the hour");
  }
  await bench.unharmed();
});
