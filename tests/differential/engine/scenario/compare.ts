/**
 * Comparing the two daemons' observations of one scenario.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { SubjectKind } from "#tests/support/daemon.ts";
import { play, type Played } from "./play.ts";
import type { Observation, Scenario } from "./scenario.ts";

/**
 * Which two daemons are compared: the real one and ours, or the real one with itself, which shows
 * what in a scenario is left to chance.
 */
export type Comparison = readonly [SubjectKind, SubjectKind];

/** The comparison that the variable `DENVISOR_DIFFERENTIAL` names: `oracle` for the second kind. */
export function chosenComparison(): Comparison {
  return Deno.env.get("DENVISOR_DIFFERENTIAL") === "oracle"
    ? ["supervisord", "supervisord"]
    : ["supervisord", "denvisord"];
}

/**
 * Plays the scenario on both daemons at once. With `DENVISOR_OBSERVED` set, what the second one did is
 * printed.
 *
 * @throws {AssertionError} when something differs that is not wanted.
 */
export async function compare(scenario: Scenario, [oracle, other]: Comparison): Promise<void> {
  const played = await Promise.allSettled([play(scenario, oracle), play(scenario, other)]);
  const failures = played.filter((result) => result.status === "rejected");
  if (failures.length > 0) {
    const messages = failures.map(({ reason }) =>
      reason instanceof Error ? reason.message : String(reason)
    );
    throw new Error(messages.join("\n"));
  }
  const [first, second] = played.map((result) => (result as PromiseFulfilledResult<Played>).value);
  if (first === undefined || second === undefined) throw new Error("Both were played");
  if (Deno.env.has("DENVISOR_OBSERVED")) {
    console.log(
      scenario.name,
      Deno.inspect(second.observed, { depth: 9, strAbbreviateSize: 2000 }),
    );
  }
  const expected = structuredClone(first.observed);
  if (oracle !== other) { for (const { adjust } of scenario.wanted ?? []) adjust(expected); }
  assertSame(second, expected, other);
}

function assertSame(played: Played, expected: Observation, kind: SubjectKind): void {
  const parts = Object.keys(expected) as (keyof Observation)[];
  const messages: string[] = [];
  for (const part of parts) {
    try {
      assert.deepStrictEqual(played.observed[part], expected[part]);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      messages.push(`${part} differ (+ ${kind}, - expected):\n${message}`);
    }
  }
  if (messages.length === 0) return;
  throw new assert.AssertionError({
    message: `${messages.join("\n")}\n--- activity log of ${kind} ---\n${played.rawLog}`,
  });
}
