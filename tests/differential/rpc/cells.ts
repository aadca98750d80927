/**
 * The words that the rows are written with.
 *
 * @module
 */

import { until } from "#tests/support/deadline.ts";
import type { Subject } from "#tests/support/daemon.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { type Act, type Cell, type Outcome, quietly, type Sections } from "./daemons.ts";

const PATIENCE = 20_000;

/** A call whose value, fault or refusal is compared. */
export function call(method: string, ...params: readonly unknown[]): Cell {
  return { label: labelOf(method, params), act: (subject) => subject.rpc(method, ...params) };
}

/** A cell of which only a part of the answer is compared. */
export function part(cell: Cell, choose: (value: unknown, subject: Subject) => unknown): Cell {
  return { ...cell, act: async (subject) => choose(await cell.act(subject), subject) };
}

/** The same with an answer that differs from the real daemon's, and is meant to. */
export function wanted(
  ref: string,
  cell: Cell,
  outcomes: { readonly theirs: Outcome; readonly ours: Outcome },
): Cell {
  return { ...cell, wanted: { ref, ...outcomes } };
}

/** Fault 2 with a reason where the real daemon answers 500 (B-11). */
export function wrongType(cell: Cell, reason: string): Cell {
  return wanted("B-11", cell, {
    theirs: { status: 500 },
    ours: { fault: [2, `INCORRECT_PARAMETERS: ${reason}`] },
  });
}

/** Anything else that is done to both daemons. */
export function look(label: string, act: Act): Cell {
  return { label, act };
}

/** Waits until a process is in a state. */
export function untilState(process: string, state: string): Cell {
  return {
    label: `until ${process} is ${state}`,
    act: async (subject) => {
      await until(async () => await stateOf(subject, process) === state, {
        within: PATIENCE,
        what: `${process} to be ${state}`,
      });
    },
  };
}

/** Waits until a file of the run has at least so many bytes. */
export function untilFile(name: string, size: number): Cell {
  return {
    label: `until ${name} has ${size} bytes`,
    act: async ({ place }) => {
      await until(async () => (await Deno.stat(place.at(name))).size >= size, {
        within: PATIENCE,
        what: `${name} of ${size} bytes`,
      });
    },
  };
}

/** Does something in the run's directory. */
export function inPlace(label: string, act: (place: SubjectPlace) => Promise<unknown>): Cell {
  return { label, act: ({ place }) => act(place) };
}

/** Replaces the sections of the configuration file. */
export function rewrite(label: string, sections: Sections): Cell {
  return inPlace(
    `rewrite the configuration: ${label}`,
    (place) => Deno.writeTextFile(place.config, quietly(sections)(place)),
  );
}

/** The state's name, as `getProcessInfo` has it. */
export async function stateOf(subject: Subject, process: string): Promise<string> {
  return (await subject.rpc("getProcessInfo", process) as { statename: string }).statename;
}

function labelOf(method: string, params: readonly unknown[]): string {
  return `${method}(${params.map((param) => JSON.stringify(param)).join(", ")})`;
}
