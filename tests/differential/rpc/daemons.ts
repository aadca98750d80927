/**
 * The two daemons side by side: the same configuration, the same calls, the same answers.
 *
 * @module
 */

import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { normaliseValue } from "#tests/support/normalise.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { HttpProblem, RpcFault } from "#tests/support/xmlrpc_client.ts";

/** What a call came to. */
export type Outcome =
  | { readonly value: unknown }
  | { readonly fault: readonly [code: number, text: string] }
  | { readonly status: number };

/** The real daemon and ours. Disposing ends both. */
export interface Daemons extends AsyncDisposable {
  readonly theirs: Subject;
  readonly ours: Subject;
}

/** What a step does with one of the two daemons; what it resolves with is compared. */
export type Act = (subject: Subject) => Promise<unknown>;

/** One comparison: a call, or anything else that is done to both. */
export interface Cell {
  readonly label: string;
  readonly act: Act;
  /** A difference that is wanted: what the real daemon answers, and ours. */
  readonly wanted?: { readonly ref: string; readonly theirs: Outcome; readonly ours: Outcome };
}

/** The cells of a row of the inventory, carried out in order. */
export interface RpcRow {
  /** The test's name: the row and what is compared. */
  readonly name: string;
  readonly cells: readonly Cell[];
}

/** Sections after the frame's, for the given paths. */
export type Sections = (place: SubjectPlace) => string;

/** A configuration whose activity log has nothing that only one of the daemons says. */
export function quietly(sections: Sections): Sections {
  return (place) => framed(place, sections(place), { supervisord: { loglevel: "warn" } });
}

/** Starts both daemons with the same sections. */
export async function startBoth(sections: Sections): Promise<Daemons> {
  const started = await Promise.allSettled([
    startSubject("supervisord", { config: quietly(sections) }),
    startSubject("denvisord", { config: quietly(sections) }),
  ]);
  const [theirs, ours] = started.map((one) => one.status === "fulfilled" ? one.value : null);
  if (!theirs || !ours) {
    await Promise.all([theirs?.[Symbol.asyncDispose](), ours?.[Symbol.asyncDispose]()]);
    throw started.find((one) => one.status === "rejected")?.reason;
  }
  return {
    theirs,
    ours,
    async [Symbol.asyncDispose]() {
      await Promise.all([theirs, ours].map((subject) => subject[Symbol.asyncDispose]()));
    },
  };
}

/**
 * Carries out a row's cells on both daemons.
 *
 * @throws {AssertionError} naming every cell whose outcomes differ in a way that is not wanted.
 */
export async function compareRow(row: RpcRow, { theirs, ours }: Daemons): Promise<void> {
  const differing: string[] = [];
  for (const { label, act, wanted } of row.cells) {
    const [expected, actual] = await Promise.all([outcome(act, theirs), outcome(act, ours)]);
    try {
      if (wanted !== undefined) assert.deepEqual(expected, wanted.theirs, "the real daemon");
      assert.deepEqual(actual, wanted?.ours ?? expected);
    } catch (error) {
      differing.push(`${label}: ${error instanceof Error ? error.message : error}`);
    }
  }
  if (differing.length > 0) throw new assert.AssertionError({ message: differing.join("\n") });
}

async function outcome(act: Act, subject: Subject): Promise<Outcome> {
  const { dir, port } = subject.place;
  try {
    return { value: normaliseValue(await act(subject), { dir, port }) };
  } catch (error) {
    if (error instanceof RpcFault) {
      return { fault: [error.code, normaliseValue(error.message, { dir, port }) as string] };
    }
    if (error instanceof HttpProblem) return { status: error.status };
    throw error;
  }
}
