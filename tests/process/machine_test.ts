import assert from "node:assert/strict";
import { Simulation } from "./simulation.ts";

Deno.test("a process that stays up for startsecs enters RUNNING then and not earlier", () => {
  const cat = new Simulation({ startsecs: 2 });
  cat.feed({ kind: "start" });
  cat.advance(1999);
  assert.equal(cat.state, "STARTING");
  cat.advance(1);
  assert.equal(cat.state, "RUNNING");
  assert.deepEqual(cat.story, ["STARTING from STOPPED 0", "RUNNING from STARTING 100"]);
  assert.deepEqual(cat.log, [
    "info spawned: 'cat' with pid 100",
    "info success: cat entered RUNNING state, process has stayed up for > than 2 seconds (startsecs)",
  ]);
});

Deno.test("startretries=N gives N+1 attempts with pauses of 1, 2 … N seconds, then FATAL (K-10)", () => {
  const cat = new Simulation({ startretries: 2 });
  const spawnedAt: number[] = [];
  cat.feed({ kind: "start" });
  const start = cat.now;
  while (cat.state !== "FATAL") {
    spawnedAt.push(cat.now - start);
    cat.exit(1);
    const { deadline } = cat.snapshot;
    if (deadline !== null) cat.advance(deadline - cat.now);
    cat.runPendingStarts();
  }
  assert.deepEqual(spawnedAt, [0, 1000, 3000]);
  assert.equal(cat.state, "FATAL");
  assert.equal(cat.snapshot.spawnerr, "Exited too quickly (process log may have details)");
  assert.equal(cat.snapshot.exitstatus, null);
  assert.deepEqual(cat.story, [
    "STARTING from STOPPED 0",
    "BACKOFF from STARTING 1",
    "STARTING from BACKOFF 1",
    "BACKOFF from STARTING 2",
    "STARTING from BACKOFF 2",
    "BACKOFF from STARTING 3",
    "FATAL from BACKOFF",
  ]);
  assert.equal(
    cat.log.at(-1),
    "info gave up: cat entered FATAL state, too many start retries too quickly",
  );
});

Deno.test("a spawn that fails counts as an attempt and keeps its reason", () => {
  const cat = new Simulation({ startretries: 1 });
  cat.failures.push("can't find command '/x'", "can't find command '/x'");
  cat.feed({ kind: "start" });
  assert.equal(cat.state, "BACKOFF");
  cat.advance(1000);
  assert.equal(cat.state, "FATAL");
  assert.equal(cat.snapshot.spawnerr, "can't find command '/x'");
  assert.deepEqual(cat.log.filter((line) => line.includes("spawnerr")), [
    "info spawnerr: can't find command '/x'",
    "info spawnerr: can't find command '/x'",
  ]);
});

Deno.test("a start that may not be is not tried again, and can be asked for anew", () => {
  const cat = new Simulation({ startretries: 3 });
  cat.refusals.push("needs --allow-run=/x", "needs --allow-run=/x");
  cat.feed({ kind: "start" });
  assert.deepEqual([cat.state, cat.snapshot.deadline, cat.spawns], ["FATAL", null, 1]);
  assert.equal(cat.snapshot.spawnerr, "needs --allow-run=/x");
  cat.advance(60_000);
  assert.equal(cat.spawns, 1);
  cat.feed({ kind: "start" });
  assert.deepEqual(cat.story, [
    "STARTING from STOPPED 0",
    "BACKOFF from STARTING 1",
    "FATAL from BACKOFF",
    "STARTING from FATAL 0",
    "BACKOFF from STARTING 1",
    "FATAL from BACKOFF",
  ]);
});

Deno.test("autorestart and exitcodes decide what follows an exit", () => {
  for (
    const [autorestart, exit, restarts, verdict] of [
      ["true", 0, true, "expected"],
      ["true", 3, true, "not expected"],
      ["false", 3, false, "not expected"],
      ["unexpected", 0, false, "expected"],
      ["unexpected", 3, true, "not expected"],
      ["unexpected", "SIGKILL", true, "not expected"],
    ] as const
  ) {
    const cat = new Simulation({ autorestart });
    cat.feed({ kind: "start" });
    cat.advance(1000);
    cat.exit(exit);
    assert.equal(cat.state, "EXITED");
    assert.equal(cat.pendingStarts, restarts ? 1 : 0, `${autorestart} after ${exit}`);
    assert.equal(cat.snapshot.exitstatus, exit === "SIGKILL" ? -1 : exit);
    const how = exit === "SIGKILL" ? "terminated by SIGKILL" : `exit status ${exit}`;
    const level = verdict === "expected" ? "info" : "warn";
    assert.equal(cat.log.at(-1), `${level} exited: cat (${how}; ${verdict})`);
  }
});

Deno.test("startsecs=0 makes every start a success, whatever the exit (K-09)", () => {
  const job = new Simulation({ startsecs: 0, autorestart: "false" });
  job.feed({ kind: "start" });
  job.exit(7);
  assert.equal(job.state, "EXITED");
  assert.equal(job.snapshot.spawnerr, "Bad exit code 7");
  assert.deepEqual(job.story, [
    "STARTING from STOPPED 0",
    "RUNNING from STARTING 100",
    "EXITED from RUNNING false 100",
  ]);
});

Deno.test("an exit after startsecs that comes before the deadline was seen announces both changes", () => {
  const cat = new Simulation();
  cat.feed({ kind: "start" });
  cat.now += 1001;
  cat.exit(0);
  assert.deepEqual(cat.story.slice(1), [
    "RUNNING from STARTING 100",
    "EXITED from RUNNING true 100",
  ]);
});

Deno.test("a stop sends stopsignal, then SIGKILL after each stopwaitsecs until the process is gone", () => {
  const cat = new Simulation({ stopsignal: "SIGINT", stopwaitsecs: 3, killasgroup: true });
  cat.feed({ kind: "start" });
  cat.advance(1000);
  cat.feed({ kind: "stop" });
  assert.equal(cat.state, "STOPPING");
  cat.advance(2999);
  assert.deepEqual(cat.signals, [{ pid: 100, signal: "SIGINT", group: false }]);
  cat.advance(3001);
  assert.deepEqual(cat.signals.slice(1), [
    { pid: 100, signal: "SIGKILL", group: true },
    { pid: 100, signal: "SIGKILL", group: true },
  ]);
  cat.exit("SIGKILL");
  assert.equal(cat.state, "STOPPED");
  assert.equal(cat.snapshot.deadline, null);
  assert.equal(cat.snapshot.exitstatus, -1);
  assert.equal(cat.log.at(-1), "warn stopped: cat (terminated by SIGKILL)");
  assert.equal(cat.story.at(-1), "STOPPED from STOPPING 100");
  assert.equal(cat.pendingStarts, 0);
});

Deno.test("stopwaitsecs=0 kills at once but repeats at most once a second (B-49)", () => {
  const cat = new Simulation({ stopwaitsecs: 0 });
  cat.feed({ kind: "start" });
  cat.advance(1000);
  cat.feed({ kind: "stop" });
  cat.advance(2500);
  assert.equal(cat.signals.filter(({ signal }) => signal === "SIGKILL").length, 3);
});

Deno.test("a stop out of BACKOFF ends the series of failures (B-19)", () => {
  const cat = new Simulation();
  cat.feed({ kind: "start" });
  cat.exit(1);
  cat.feed({ kind: "stop" });
  assert.equal(cat.state, "STOPPED");
  assert.equal(cat.story.at(-1), "STOPPED from BACKOFF 0");
  cat.advance(60_000);
  assert.equal(cat.spawns, 1);
  cat.feed({ kind: "start" });
  assert.equal(cat.story.at(-1), "STARTING from STOPPED 0");
});

Deno.test("a start while STOPPING is refused with a warning", () => {
  const cat = new Simulation();
  cat.feed({ kind: "start" });
  cat.feed({ kind: "stop" });
  cat.feed({ kind: "start" });
  assert.equal(cat.state, "STOPPING");
  assert.equal(cat.log.at(-1), "warn process 'cat' already running");
});

Deno.test("nothing is started by itself while the daemon goes down", () => {
  const exited = new Simulation({ autorestart: "true" });
  exited.feed({ kind: "start" });
  exited.advance(1000);
  exited.starting = false;
  exited.exit(1);
  assert.equal(exited.pendingStarts, 0);

  const backoff = new Simulation();
  backoff.feed({ kind: "start" });
  backoff.exit(1);
  backoff.starting = false;
  backoff.advance(60_000);
  assert.equal(backoff.spawns, 1);
  backoff.feed({ kind: "give-up" });
  assert.equal(backoff.state, "FATAL");
  assert.ok(!backoff.log.some((line) => line.includes("gave up")));
});

Deno.test("a signal that cannot be sent makes the state UNKNOWN, which never leaves by itself", () => {
  const cat = new Simulation();
  cat.feed({ kind: "start" });
  cat.feed({ kind: "stop" });
  cat.feed({ kind: "signal-failed", reason: "EPERM" });
  assert.equal(cat.state, "UNKNOWN");
  assert.equal(cat.log.at(-1), "critical unknown problem killing cat (100):EPERM");
  cat.exit(0);
  cat.advance(60_000);
  assert.equal(cat.state, "UNKNOWN");
  assert.equal(cat.snapshot.pid, 0);
});

Deno.test("a stop signal that exitcodes does not expect is a warning, an expected exit is none (K-12)", () => {
  for (const [exit, level] of [["SIGTERM", "warn"], [0, "info"], [2, "warn"]] as const) {
    const cat = new Simulation();
    cat.feed({ kind: "start" });
    cat.feed({ kind: "stop" });
    cat.exit(exit);
    assert.equal(cat.log.at(-1)?.split(" ")[0], level);
  }
});
