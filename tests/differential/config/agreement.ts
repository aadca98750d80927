/**
 * Fails with a readable list when two loaders disagree about anything that no difference explains.
 *
 * @module
 */

import assert from "node:assert/strict";
import { compareOutcomes } from "./compare.ts";
import type { Mismatch } from "./compare.ts";
import { DIFFERENCES } from "./differences.ts";
import type { Difference } from "./differences.ts";
import type { LoadPair } from "./load_case.ts";

const SHOWN = 8;

/** Which differences were needed, and how many cases were accepted and refused here. */
export interface Agreement {
  readonly needed: ReadonlySet<Difference>;
  readonly accepted: number;
  readonly rejected: number;
}

/** Compares all pairs. @throws {assert.AssertionError} with the first few unexplained mismatches */
export function assertAgreement(
  pairs: readonly LoadPair[],
  options: { emulate: boolean; seed?: number },
): Agreement {
  const differences = DIFFERENCES.filter(({ version }) =>
    version === undefined || !options.emulate
  );
  const needed = new Set<Difference>();
  const note = (difference: Difference) => needed.add(difference);
  const unexplained: string[] = [];
  for (const pair of pairs) {
    const fair = withoutOwnRefusals(pair, note);
    if (fair === null) continue;
    for (const mismatch of compareOutcomes(fair.theirs, fair.ours)) {
      const difference = differences.find((known) => known.explains?.(mismatch, fair) === true);
      if (difference === undefined) unexplained.push(describe(mismatch, pair));
      else note(difference);
    }
  }
  const seed = options.seed === undefined ? "" : ` (seed ${options.seed})`;
  assert.equal(
    unexplained.length,
    0,
    `${unexplained.length} unexplained differences in ${pairs.length} cases${seed}:\n` +
      unexplained.slice(0, SHOWN).join("\n----\n"),
  );
  const count = (verdict: string) => pairs.filter(({ ours }) => ours.verdict === verdict).length;
  return { needed, accepted: count("accepted"), rejected: count("rejected") };
}

/** The pair without the problems that only this loader sees; `null` when nothing else is to compare. */
function withoutOwnRefusals(
  pair: LoadPair,
  note: (difference: Difference) => unknown,
): LoadPair | null {
  if (pair.ours.verdict !== "rejected") return pair;
  const messages = pair.ours.messages.filter((message) => {
    const own = DIFFERENCES.find((difference) => difference.refusal?.test(message) === true);
    if (own === undefined) return true;
    if (pair.theirs.verdict !== "accepted" && pair.theirs.messages[0] === message) return true;
    note(own);
    return false;
  });
  if (messages.length === 0 && pair.theirs.verdict === "accepted") return null;
  return { ...pair, ours: { verdict: "rejected", messages } };
}

function describe(mismatch: Mismatch, { subject }: LoadPair): string {
  return `${subject.name}: ${mismatch.path}\n  Supervisor: ${JSON.stringify(mismatch.theirs)}\n` +
    `  here:       ${JSON.stringify(mismatch.ours)}\n${subject.text.slice(0, 1500)}`;
}
