/**
 * Two real supervisords in the same state, one for each client: whatever is done to one is done to the
 * other.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { type Canonical, canonical } from "./canonical.ts";
import { type ClientKind, type ClientOptions, runClient } from "./clients.ts";
import { Oracle } from "./oracle.ts";
import { lockedDaemon, quickDaemon } from "./quick_daemon.ts";

/** A command line and what is known about it. */
export interface Comparison extends ClientOptions {
  /** The words before the command; without, `-c` and the place's config. */
  readonly options?: (place: SubjectPlace) => readonly string[];
  /** What our client does better, as changes to what supervisorctl did. */
  readonly better?: Partial<Canonical>;
  /** Lines come in an order of their own. */
  readonly unordered?: true;
}

/** Command lines after which a process may be on its way to another state. */
const ACTION = /^(start|stop|restart|signal|add|update) ./;

/** Results of several processes come in the order in which they are done. */
const SEVERAL = /^(start|stop|restart|signal) (.* )?(all|\S+:\*?)$/;

/** Two daemons and their clients. */
export class Pair implements AsyncDisposable {
  readonly #subjects: Readonly<Record<ClientKind, Subject>>;
  readonly #oracle = new Oracle();

  private constructor(subjects: Readonly<Record<ClientKind, Subject>>) {
    this.#subjects = subjects;
  }

  /** Starts both and waits until no process is STARTING. */
  static async start(config: (place: SubjectPlace) => string): Promise<Pair> {
    const pair = await Pair.#of(() => quickDaemon({ config }));
    await pair.settle();
    return pair;
  }

  /** Starts both with a configuration that wants a password, and waits until they ask for it. */
  static async startLocked(config: (place: SubjectPlace) => string): Promise<Pair> {
    return await Pair.#of(() => lockedDaemon({ config }));
  }

  static async #of(start: () => Promise<Subject>): Promise<Pair> {
    const [supervisorctl, svctl] = await Promise.all([start(), start()]);
    return new Pair({ supervisorctl, svctl });
  }

  /** Waits until neither daemon has a process that is on its way from one state to another. */
  async settle(): Promise<void> {
    await this.each((subject) =>
      until(async () => {
        const infos = await subject.rpc("getAllProcessInfo") as Record<string, string>[];
        return infos.every(({ name, statename }) =>
          !["STARTING", "STOPPING", "BACKOFF"].includes(statename as string) &&
          !(name === "once" && statename === "RUNNING")
        );
      }, { within: 20_000, what: "all processes to be at rest" })
    );
  }

  /** The daemon that a client talks to. */
  subject(kind: ClientKind): Subject {
    return this.#subjects[kind];
  }

  /** Does something to both. */
  async each(action: (subject: Subject) => PromiseLike<unknown>): Promise<void> {
    await Promise.all([action(this.#subjects.supervisorctl), action(this.#subjects.svctl)]);
  }

  /** Runs a command line with both clients; the answers must be equal. Resolves with ours. */
  async compare(line: string, comparison: Comparison = {}): Promise<Canonical> {
    const words = line === "" ? [] : line.split(" ");
    const [theirs, ours] = await Promise.all([
      this.#run("supervisorctl", words, comparison),
      this.#run("svctl", words, comparison),
    ]);
    const expected = { ...theirs, ...comparison.better };
    const shape = comparison.unordered ? sorted : (answer: Canonical): unknown => answer;
    assert.deepEqual(shape(ours), shape(expected), `the answers to '${line}' differ`);
    return ours;
  }

  /** Compares one line after the other, and fails with all that differ. */
  async compareAll(lines: readonly string[], comparison: Comparison = {}): Promise<void> {
    const complaints: string[] = [];
    for (const line of lines) {
      const order = SEVERAL.test(line) ? { unordered: true } as const : {};
      await this.compare(line, { ...order, ...comparison }).catch((error) => {
        complaints.push(error.message);
      });
      if (ACTION.test(line)) await this.settle();
    }
    assert.equal(complaints.join("\n\n"), "");
  }

  async #run(
    kind: ClientKind,
    words: readonly string[],
    comparison: Comparison,
  ): Promise<Canonical> {
    const { place } = this.#subjects[kind];
    const options = comparison.options?.(place) ?? ["-c", place.config];
    const line = [...options, ...words];
    const surroundings = { cwd: place.dir, ...comparison };
    const finished = kind === "supervisorctl"
      ? await this.#oracle.run(line, surroundings)
      : await runClient(kind, line, surroundings);
    return canonical(kind, finished, place);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#oracle[Symbol.asyncDispose]();
    await this.each((subject) => subject[Symbol.asyncDispose]());
  }
}

/** Where results come in any order, so does the failure that decides the status (ctl.md 3). */
function sorted(answer: Canonical): unknown {
  return {
    ...answer,
    code: answer.code === 0 ? 0 : "not 0",
    stdout: answer.stdout.split("\n").toSorted(),
  };
}
