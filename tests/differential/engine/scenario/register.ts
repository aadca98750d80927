/**
 * Scenarios as tests: each has its own name, and several are played at a time.
 *
 * @module
 */

import { chosenComparison, compare } from "./compare.ts";
import type { Scenario } from "./scenario.ts";

/** How many scenarios of one test file are played at once; each is two daemons, mostly waiting. */
const AT_ONCE = 8;

/**
 * Registers a test per scenario. The first one that runs sets all of them going, since each waits for
 * seconds of real time that the others can use.
 *
 * `DENVISOR_SCENARIOS` (a regular expression for names) narrows what is registered.
 */
export function registerScenarios(scenarios: readonly Scenario[]): void {
  const only = new RegExp(Deno.env.get("DENVISOR_SCENARIOS") ?? "");
  const chosen = scenarios.filter(({ name }) => only.test(name));
  const outcomes = new Map<Scenario, PromiseWithResolvers<void>>(
    chosen.map((scenario) => [scenario, Promise.withResolvers<void>()]),
  );
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    const queue = [...outcomes];
    for (let lane = 0; lane < AT_ONCE; lane++) void work(queue);
  };
  for (const [scenario, outcome] of outcomes) {
    // A failure is reported by its own test, which may start to wait for it much later.
    outcome.promise.catch(() => {});
    Deno.test({
      name: scenario.name,
      // The scenarios of the file run across the borders of its tests.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: () => {
        begin();
        return outcome.promise;
      },
    });
  }
}

async function work(queue: [Scenario, PromiseWithResolvers<void>][]): Promise<void> {
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const [scenario, { resolve, reject }] = next;
    await compare(scenario, chosenComparison()).then(resolve, reject);
  }
}
