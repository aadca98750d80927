/**
 * Finds where two outcomes differ, key by key.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { Outcome } from "./outcome.ts";

/** One difference. `path` is `verdict`, `message`, or the path of a value. */
export interface Mismatch {
  readonly path: string;
  readonly theirs: unknown;
  readonly ours: unknown;
}

/** All differences between what Supervisor and this loader made of one configuration. */
export function compareOutcomes(theirs: Outcome, ours: Outcome): readonly Mismatch[] {
  if (theirs.verdict !== ours.verdict) {
    return [{ path: "verdict", theirs: summaryOf(theirs), ours: summaryOf(ours) }];
  }
  if (theirs.verdict !== "accepted" || ours.verdict !== "accepted") {
    return compareMessages(summaryOf(theirs), summaryOf(ours));
  }
  const paths = new Set([...theirs.values.keys(), ...ours.values.keys()]);
  return [...paths].flatMap((path) => {
    const [their, our] = [theirs.values.get(path), ours.values.get(path)];
    return isDeepStrictEqual(their, our) ? [] : [{ path, theirs: their, ours: our }];
  });
}

/** Supervisor stops at the first mistake, which has to be the first that is named here. */
function compareMessages(theirs: Summary, ours: Summary): readonly Mismatch[] {
  const [their = "", our = ""] = [theirs.messages[0]?.trimEnd(), ours.messages[0]?.trimEnd()];
  if (their === our || their === joined(ours.messages)) return [];
  return [{ path: "message", theirs: their, ours: ours.messages }];
}

/** Supervisor lists all lines that it cannot read in one message. */
function joined(messages: readonly string[]): string {
  const [head = ""] = messages[0]?.split("\n") ?? [];
  const lines = messages.filter((message) => message.startsWith(head + "\n"));
  return [head, ...lines.map((message) => message.slice(head.length + 1))].join("\n");
}

interface Summary {
  readonly verdict: string;
  readonly messages: readonly string[];
}

function summaryOf(outcome: Outcome): Summary {
  return { verdict: outcome.verdict, messages: "messages" in outcome ? outcome.messages : [] };
}
