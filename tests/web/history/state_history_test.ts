import assert from "node:assert/strict";
import { EventBus } from "#daemon/event_bus.ts";
import { type ProcessFacts, StateHistory } from "#daemon/web/history/state_history.ts";
import type { ProcessStateEvent } from "#lib/event/events.ts";
import type { ProcessState } from "#lib/process/state.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { until } from "#tests/support/deadline.ts";

const REF = { process: "one", group: "web" };

function bench(lines: readonly string[] = []) {
  const bus = new EventBus({
    onError: (error) => {
      throw error;
    },
  });
  const clock = new FakeClock();
  const changes: string[] = [];
  const facts: { -readonly [K in keyof ProcessFacts]: ProcessFacts[K] } = {
    exit: null,
    error: null,
    stdout: null,
    stderr: null,
  };
  const history = new StateHistory({
    bus,
    clock,
    facts: () => facts,
    readLastLines: () => Promise.resolve(lines),
    changed: (ref) => void changes.push(ref === null ? "all" : `${ref.group}:${ref.process}`),
  });
  const enter = (state: ProcessState, more: object = {}): void =>
    bus.emit({
      name: `PROCESS_STATE_${state}`,
      ...REF,
      fromState: "STOPPED",
      pid: 7,
      tries: 0,
      expected: false,
      ...more,
    } as ProcessStateEvent);
  return { bus, clock, changes, facts, history, enter, record: () => history.of(REF) };
}

Deno.test("a run that crashed leaves its ending, its moments and a restart", () => {
  const { clock, facts, enter, record, changes } = bench();
  enter("STARTING");
  clock.advance(1000);
  enter("RUNNING");
  clock.advance(5000);
  facts.exit = { kind: "signal", signal: "SIGSEGV", core: true };
  enter("EXITED");
  facts.exit = null;
  enter("STARTING");
  assert.deepEqual(record().ending, {
    text: "terminated by SIGSEGV (core dumped)",
    at: 1_700_000_006_000,
    expected: false,
    stopped: false,
  });
  assert.equal(record().lastHour.restarts(clock.now()), 1);
  assert.deepEqual(
    record().timeline.map(({ state, text }) => `${state} ${text}`.trim()),
    ["STARTING", "EXITED terminated by SIGSEGV (core dumped)", "RUNNING pid 7", "STARTING"],
  );
  assert.equal(changes.length, 4);
});

Deno.test("a stop that was asked for is no crash, whatever the exit status", () => {
  const { facts, enter, record } = bench();
  facts.exit = { kind: "signal", signal: "SIGTERM", core: false };
  enter("STOPPED");
  assert.equal(record().ending?.stopped, true);
  assert.match(record().lastHour.strip(0), /d1$/);
});

Deno.test("a spawn that failed has a reason and no ending", () => {
  const { facts, enter, record } = bench();
  facts.error = "can't find command '/x'";
  enter("BACKOFF");
  assert.equal(record().ending, null);
  assert.equal(record().timeline[0]?.text, "can't find command '/x'");
});

Deno.test("what a process printed last is kept when it is given up, until it is started", async () => {
  const { enter, record, changes } = bench(["Error: refused"]);
  enter("FATAL");
  await until(() => record().lastLines.length === 1, { within: 5000, what: "the last lines" });
  assert.deepEqual(changes, ["web:one", "web:one"]);
  enter("STARTING");
  assert.deepEqual(record().lastLines, []);
});

Deno.test("a timeline has 60 entries at most", () => {
  const { enter, record } = bench();
  for (let count = 0; count < 500; count++) enter("STARTING");
  assert.equal(record().timeline.length, 60);
});

Deno.test("a group that leaves takes its past along, another with a longer name stays", () => {
  const { bus, enter, history, changes } = bench();
  enter("RUNNING");
  enter("RUNNING", { group: "web2" });
  bus.emit({ name: "PROCESS_GROUP_REMOVED", group: "web" });
  assert.equal(history.of(REF).timeline.length, 0);
  assert.equal(history.of({ ...REF, group: "web2" }).timeline.length, 1);
  assert.equal(changes.at(-1), "all");
});

Deno.test("nothing is noted once it is disposed", () => {
  const { history, enter, record } = bench();
  history[Symbol.dispose]();
  enter("RUNNING");
  assert.equal(record().timeline.length, 0);
});
