// needs: supervisor python3
import assert from "node:assert/strict";
import { normaliseScenario, playScenario } from "./scenario.ts";

Deno.test("a listener records the same sequence of events under both daemons", async () => {
  const [real, ours] = await Promise.all([
    playScenario("supervisord"),
    playScenario("denvisord"),
  ]);
  const lines = normaliseScenario(ours);
  assert.deepEqual(lines, normaliseScenario(real));
  const count = (prefix: string) => lines.filter((line) => line.startsWith(prefix)).length;
  assert.ok(count("PROCESS_STATE") >= 30, `${count("PROCESS_STATE")} changes of state`);
  assert.deepEqual({
    logs: count("PROCESS_LOG"),
    captures: count("PROCESS_COMMUNICATION"),
    remote: count("REMOTE_COMMUNICATION"),
    ticks: count("TICK_5"),
    added: count("PROCESS_GROUP_ADDED groupname:late"),
    removed: count("PROCESS_GROUP_REMOVED groupname:late"),
    stopping: count("SUPERVISOR_STATE_CHANGE_STOPPING"),
  }, { logs: 5, captures: 5, remote: 5, ticks: 3, added: 1, removed: 1, stopping: 1 });
  const fields = (events: typeof ours) => {
    return events.map(({ headers }) => [...Object.keys(headers), headers["ver"], headers["pool"]]);
  };
  assert.deepEqual(fields(ours).slice(0, 30), fields(real).slice(0, 30));
  for (const events of [real, ours]) {
    const serials = events.map(({ headers }) => [headers["serial"], headers["poolserial"]]);
    assert.deepEqual(serials, events.map((_, index) => [String(index), String(index)]));
  }
});
