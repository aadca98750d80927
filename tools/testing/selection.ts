import type { Need } from "./needs.ts";
import type { Suite } from "./suites.ts";

/** A suite that does not run, and why. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
}

/** What a run of the tests does. */
export interface Selection {
  readonly run: readonly Suite[];
  readonly leftOut: readonly LeftOut[];
}

/** What suites can need, and what of it is not there. */
export interface Needs {
  readonly known: readonly Need[];
  readonly missing: readonly Need[];
}

/**
 * Divides suites into those that can run here and those that cannot, by what they need.
 *
 * @throws {Error} when a suite asks for something that is not in the list of needs.
 */
export function selectSuites(suites: readonly Suite[], needs: Needs): Selection {
  const run: Suite[] = [];
  const leftOut: LeftOut[] = [];
  for (const suite of suites) {
    for (const word of suite.needs) {
      if (needs.known.some(({ name }) => name === word)) continue;
      throw new Error(`Unknown need '${word}' in ${suite.path}`);
    }
    const absent = suite.needs.filter((word) => needs.missing.some(({ name }) => name === word));
    if (absent.length === 0) run.push(suite);
    else leftOut.push({ path: suite.path, reason: `${absent.join(", ")} missing` });
  }
  return { run, leftOut };
}
