/**
 * Two daemons with the same many sleeping programs, from their start to their end.
 *
 * @module
 */

import type { SubjectKind } from "#tests/support/subject_command.ts";
import { subjectEnv } from "#tests/support/subject_command.ts";
import { sleepers } from "../config.ts";
import { runClient } from "../helpers.ts";
import { memoryOf } from "../procfs.ts";
import type { Results } from "../results.ts";
import { Side } from "../side.ts";
import { inTurn } from "./start.ts";

/** How much is done with a fleet. */
export interface FleetOptions {
  readonly programs: number;
  /** How often it is started and ended; all else is done in the last of these rounds. */
  readonly starts: number;
  /** Seconds of a window of requests, and how many windows there are. */
  readonly window: number;
  readonly rounds: number;
  readonly idleSeconds: number;
}

interface Rate {
  readonly rates: readonly number[];
  readonly median: number;
  readonly cpu: number;
}

/** Measures all rows that end in the number of programs, and those that belong to them. */
export async function measureFleet(results: Results, options: FleetOptions): Promise<void> {
  const { programs } = options;
  const more = programs === 1000 ? ["answer-while-starting"] : [];
  const inside = ["state", "info", "tcp-info", "page", "status", "idle", "memory", "mass-kill"]
    .map((name) => `${name}-${programs}`);
  const derived = ["state", "info", "status"].map((name) => `${name}-${programs}-cpu`);
  inside.push(...derived, `memory-${programs}-asked`, `stop-all-${programs}`);
  const starting = [`boot-${programs}`, `shutdown-${programs}`, ...more];
  if (!results.wants(...inside, ...starting, `start-all-${programs}`)) return;
  const starts = results.wants(...starting) ? options.starts : 1;
  for (let round = 0; round < starts; round++) {
    await using fleet = await startFleet(results, { programs, round });
    if (round === starts - 1) await measureInside(results, { ...options, fleet });
  }
  if (results.wants(...more)) await measureWhileStarting(results, programs);
}

class Fleet implements AsyncDisposable {
  readonly sides: readonly Side[];
  readonly #results: Results;
  readonly #programs: number;

  constructor(
    sides: readonly Side[],
    of: { readonly results: Results; readonly programs: number },
  ) {
    this.sides = sides;
    this.#results = of.results;
    this.#programs = of.programs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const side of this.sides) {
      this.#results.add(`shutdown-${this.#programs}`, side.kind, await side.stop());
      await side[Symbol.asyncDispose]();
    }
  }
}

function startSide(kind: SubjectKind, programs: number): Side {
  return Side.start(kind, ({ dir }) => ({
    programs: sleepers(programs, dir),
    descriptors: programs > 200 ? 8000 : 1024,
  }));
}

async function startFleet(
  results: Results,
  { programs, round }: { readonly programs: number; readonly round: number },
): Promise<Fleet> {
  const sides: Side[] = [];
  for (const kind of inTurn(round)) {
    const side = startSide(kind, programs);
    sides.push(side);
    const times = await side.untilRunning(programs);
    results.add(`boot-${programs}`, kind, Math.max(...times) - side.launched);
  }
  return new Fleet(sides, { results, programs });
}

/** In this order: what is measured must not have been disturbed by what came before. */
async function measureInside(
  results: Results,
  options: FleetOptions & { readonly fleet: Fleet },
): Promise<void> {
  const { programs, fleet } = options;
  const sides = fleet.sides.toSorted((a, b) => a.kind < b.kind ? -1 : 1);
  await measureIdle(results, { sides, programs, seconds: options.idleSeconds });
  await measureRates(results, { ...options, sides });
  for (const side of sides) results.add(`memory-${programs}-asked`, side.kind, memoryOf(side.pid));
  await measureStatus(results, { sides, programs, rounds: programs > 200 ? 3 : options.rounds });
  await measureStopStart(results, { sides, programs });
  await measureMassKill(results, { sides, programs });
}

async function measureIdle(
  results: Results,
  of: { readonly sides: readonly Side[]; readonly programs: number; readonly seconds: number },
): Promise<void> {
  const { sides, programs, seconds } = of;
  if (!results.wants(`idle-${programs}`, `memory-${programs}`)) return;
  for (const side of sides) results.add(`memory-${programs}`, side.kind, memoryOf(side.pid));
  const meters = sides.map((side) => side.startCpu());
  await Promise.all(sides.map((side) => side.pause(seconds * 1000)));
  sides.forEach((side, at) => results.add(`idle-${programs}`, side.kind, meters[at]!() / seconds));
}

function request(method: string): string {
  const body = `<?xml version='1.0'?><methodCall><methodName>supervisor.${method}</methodName>` +
    `<params></params></methodCall>`;
  return "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\n" +
    `Content-Length: ${body.length}\r\n\r\n${body}`;
}

async function measureRates(
  results: Results,
  options: FleetOptions & { readonly sides: readonly Side[] },
): Promise<void> {
  const { sides, programs, window, rounds } = options;
  const ask = async (name: string, text: string, tcp = false): Promise<void> => {
    const row = `${name}-${programs}`;
    if (!results.wants(row, `${row}-cpu`, `memory-${programs}-asked`)) return;
    const plan = {
      ...{ window, rounds },
      sides: sides.map(({ pid, socket, place }) => ({
        ...{ pid, request: text },
        address: tcp ? ["127.0.0.1", place.port] : socket,
      })),
    };
    const rates = await runClient<readonly Rate[]>("rate", { plan });
    rates.forEach((rate, at) => {
      const { kind } = sides[at]!;
      if (name === "page") results.add(row, kind, rate.median);
      else results.add(row, kind, ...rate.rates);
      results.add(`${row}-cpu`, kind, rate.cpu);
    });
  };
  await ask("state", request("getState"));
  await ask("info", request("getAllProcessInfo"));
  await ask("tcp-info", request("getAllProcessInfo"), true);
  await ask("page", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
}

async function measureStatus(
  results: Results,
  of: { readonly sides: readonly Side[]; readonly programs: number; readonly rounds: number },
): Promise<void> {
  const { sides, programs, rounds } = of;
  const row = `status-${programs}`;
  if (!results.wants(row, `${row}-cpu`)) return;
  const commands = sides.map((side) => side.client("status"));
  const plan = { commands, rounds, status: [0] };
  const runs = await runClient<readonly { readonly wall: number[]; readonly cpu: number[] }[]>(
    "commands",
    { plan, env: subjectEnv() },
  );
  runs.forEach(({ wall, cpu }, at) => {
    results.add(row, sides[at]!.kind, ...wall);
    results.add(`${row}-cpu`, sides[at]!.kind, ...cpu);
  });
}

async function measureStopStart(
  results: Results,
  { sides, programs }: { readonly sides: readonly Side[]; readonly programs: number },
): Promise<void> {
  if (!results.wants(`stop-all-${programs}`, `start-all-${programs}`)) return;
  for (const side of sides) {
    for (const [row, method] of [["stop", "stopAllProcesses"], ["start", "startAllProcesses"]]) {
      const begin = performance.now();
      await side.rpc(method!);
      results.add(`${row}-all-${programs}`, side.kind, performance.now() - begin);
    }
  }
}

async function measureMassKill(
  results: Results,
  { sides, programs }: { readonly sides: readonly Side[]; readonly programs: number },
): Promise<void> {
  const row = `mass-kill-${programs}`;
  if (!results.wants(row)) return;
  for (const side of sides) {
    const pids = [...(await side.pids()).values()];
    const before = side.running().length;
    // A request wakes supervisord: let it fall asleep again.
    await side.pause(300);
    const start = performance.timeOrigin + performance.now();
    for (const pid of pids) Deno.kill(pid, "SIGKILL");
    const times = await side.untilRunning(before + programs);
    results.add(row, side.kind, Math.max(...times) - start);
  }
}

/** Asks ten times a second, each time over a new connection, until all programs run. */
async function measureWhileStarting(results: Results, programs: number): Promise<void> {
  for (const kind of inTurn(0)) {
    await using side = startSide(kind, programs);
    let done = false;
    const started = side.untilRunning(programs).then(() => done = true);
    let longest = 0;
    while (!done) {
      const begin = performance.now();
      try {
        await side.rpc("getState");
        longest = Math.max(longest, performance.now() - begin);
      } catch {
        // Nobody listens yet.
      }
      await side.pause(20);
    }
    await started;
    results.add("answer-while-starting", kind, longest);
  }
}
