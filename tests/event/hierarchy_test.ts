// needs: supervisor python3
import assert from "node:assert/strict";
import { expandSubscription, isUnder } from "#lib/event/hierarchy.ts";
import { EVENT_PARENTS, isEventName } from "#lib/event/names.ts";
import { python } from "#tests/support/python.ts";

const NAMES = Object.keys(EVENT_PARENTS).filter(isEventName);

Deno.test("the hierarchy is that of Supervisor's event classes, for every pair of the 27 types", async () => {
  const answer = await python(
    `
from supervisor.events import EventTypes
answer = {n: [m for m in given if issubclass(getattr(EventTypes, m), getattr(EventTypes, n))] for n in given}
assert len([n for n in vars(EventTypes) if n.isupper()]) == len(given)`,
    NAMES,
  );
  const ours = Object.fromEntries(
    NAMES.map((name) => [name, NAMES.filter((other) => isUnder(other, name))]),
  );
  assert.equal(NAMES.length, 27);
  assert.deepEqual(ours, answer);
});

Deno.test("a subscription to a parent takes its concrete descendants, and no abstract name", () => {
  assert.deepEqual([...expandSubscription(["TICK"])], ["TICK_5", "TICK_60", "TICK_3600"]);
  assert.equal(expandSubscription(["EVENT"]).size, 20);
  assert.ok(!([...expandSubscription(["EVENT"])] as string[]).includes("PROCESS_LOG"));
  assert.deepEqual([...expandSubscription(["REMOTE_COMMUNICATION"])], ["REMOTE_COMMUNICATION"]);
  assert.equal(expandSubscription([]).size, 0);
});

// Seen to fail without the look: a name with a mistake in it is taken, and nothing ever comes.
Deno.test("a name that is no event type is refused, and not waited for in silence", () => {
  for (const name of ["TICK_7", "tick", "toString", ""]) {
    assert.throws(() => expandSubscription(["TICK", name as "TICK"]), {
      name: "TypeError",
      message: `Cannot subscribe: unknown event type '${name}'`,
    });
  }
});

Deno.test("a parent and its child together take each event once (B-28)", () => {
  assert.deepEqual(
    [...expandSubscription(["TICK_60", "TICK", "TICK_60"])],
    ["TICK_5", "TICK_60", "TICK_3600"],
  );
});
