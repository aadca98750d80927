/**
 * A daemon that something is done to, with programs beside it that must not notice.
 *
 * @module
 */

import assert from "node:assert/strict";
import {
  startSubject,
  type Subject,
  type SubjectKind,
  type SubjectOptions,
} from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import { filesBesideDebugger } from "#tests/support/debugger_port.ts";
import { zombiesUnder } from "#tests/support/proc.ts";
import { PYTHON } from "#tests/support/python.ts";
import { framed, type FrameOptions, type SubjectPlace } from "#tests/support/subject_place.ts";

/** How a bench is furnished; programs are best made with `autostart=false`. */
export interface BenchOptions extends Omit<SubjectOptions, "config">, FrameOptions {
  readonly programs: (place: SubjectPlace) => string;
}

/** What a process is, as clients see it. */
export interface Info {
  readonly name: string;
  readonly statename: string;
  readonly pid: number;
  readonly spawnerr: string;
  readonly exitstatus: number;
}

/** A daemon with bystanders. */
export interface FaultBench extends AsyncDisposable {
  readonly subject: Subject;
  readonly place: SubjectPlace;
  rpc(method: string, ...params: unknown[]): Promise<unknown>;
  info(name: string): Promise<Info>;
  /** Waits until the process is in the state. */
  state(name: string, state: string): Promise<Info>;
  /** Waits until the activity log has something like `what`. */
  logged(what: RegExp): Promise<void>;
  /**
   * Stops all programs but the bystanders, and checks that the daemon answers, that they have the pids
   * of the beginning, and that there is neither a zombie nor a descriptor more than at the beginning,
   * but for what `keeps` names.
   */
  unharmed(options?: { readonly keeps?: RegExp }): Promise<void>;
}

/** The command line of `misbehave.py`. */
export function misbehave(...words: readonly (string | number)[]): string {
  return [PYTHON, "-I", "-S", `${import.meta.dirname}/misbehave.py`, ...words].join(" ");
}

const BYSTANDERS = `[program:bystander]
command=/bin/sleep 10000
process_name=bystander%(process_num)d
numprocs=3
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE
`;

/**
 * The daemon that the faults are done to: `denvisord`, or with `FAULT_SUBJECT=supervisord` the other
 * one, whose failures are what docs/reliability.md tells of it.
 */
export function faultSubject(): SubjectKind {
  return Deno.env.get("FAULT_SUBJECT") === "supervisord" ? "supervisord" : "denvisord";
}

/** Starts the daemon with three bystanders, and runs something once so that what stays open is open. */
export async function faultBench(options: BenchOptions): Promise<FaultBench> {
  const { programs, supervisord, tcp, ...rest } = options;
  const frame = {
    ...(supervisord === undefined ? {} : { supervisord }),
    ...(tcp === undefined ? {} : { tcp }),
  };
  const warm = "[program:warm]\ncommand=/bin/true\nautostart=false\nstartsecs=0\n";
  const subject = await startSubject(faultSubject(), {
    ...rest,
    config: (at) => framed(at, `${BYSTANDERS}\n${warm}\n${programs(at)}`, frame),
  });
  try {
    return await furnish(subject);
  } catch (error) {
    await subject[Symbol.asyncDispose]();
    throw error;
  }
}

async function furnish(subject: Subject): Promise<FaultBench> {
  const { place } = subject;
  // A daemon that hangs is to fail its test, not to hang it.
  const rpc = (method: string, ...params: unknown[]) =>
    within(subject.rpc(method, ...params), { within: 40_000, what: `an answer to ${method}` });
  const info = async (name: string) => await rpc("getProcessInfo", name) as Info;
  const state = (name: string, wanted: string) =>
    until(async () => {
      const found = await info(name);
      return found.statename === wanted && found;
    }, { within: 30_000, what: `${name} to be ${wanted}` });
  const pids = async () => {
    const all = await rpc("getAllProcessInfo") as Info[];
    return all.filter(({ name }) => name.startsWith("bystander")).map(({ pid }) => pid);
  };
  await rpc("startProcess", "warm", false);
  await state("warm", "EXITED");
  const before = await until(async () => {
    const found = await pids();
    return found.every((pid) => pid > 0) && found;
  }, { within: 10_000, what: "the bystanders" });
  const descriptors = await quietDescriptors(subject.pid);

  const unharmed = async ({ keeps = /^$/ }: { readonly keeps?: RegExp } = {}) => {
    const groups = await rpc("getAllProcessInfo") as (Info & { group: string })[];
    for (const name of new Set(groups.map(({ group }) => group))) {
      if (name !== "bystander") await rpc("stopProcessGroup", name);
    }
    assert.deepEqual(await rpc("getState"), { statecode: 1, statename: "RUNNING" });
    assert.deepEqual(await pids(), before, "the bystanders have other pids");
    await until(() => zombiesUnder(subject.pid).length === 0, {
      within: 5_000,
      what: "zombies to be reaped",
    });
    let more = "";
    const even = () => (more = surplus(subject.pid, { before: descriptors, keeps })) === "";
    await until(even, { within: 10_000, what: "descriptors to be closed" }).catch((error) => {
      throw new Error(`${error.message}: ${more}`);
    });
  };
  return {
    ...{ subject, place, rpc, info, state, unharmed },
    logged: async (what) => {
      await until(async () => what.test(await subject.log()), {
        within: 20_000,
        what: `${what} in the log`,
      });
    },
    [Symbol.asyncDispose]: () => subject[Symbol.asyncDispose](),
  };
}

/** How many descriptors of each kind there are when two looks in a row agree. */
async function quietDescriptors(pid: number): Promise<ReadonlyMap<string, number>> {
  let last = "";
  await until(() => {
    const now = JSON.stringify([...count(pid)]);
    const same = now === last;
    last = now;
    return same;
  }, { within: 5_000, what: "descriptors to be at rest", every: 100 });
  return count(pid);
}

function count(pid: number): ReadonlyMap<string, number> {
  const kinds = new Map<string, number>();
  for (const target of filesBesideDebugger(pid).toSorted()) {
    const kind = target.replace(/:\[\d+\]$/, "");
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}

/** What is open beyond `before`, as text. */
function surplus(
  pid: number,
  { before, keeps }: { readonly before: ReadonlyMap<string, number>; readonly keeps: RegExp },
): string {
  return [...count(pid)].flatMap(([kind, number]) => {
    const more = number - (before.get(kind) ?? 0);
    return more > 0 && !keeps.test(kind) ? [`${more} ${kind}`] : [];
  }).join(", ");
}
