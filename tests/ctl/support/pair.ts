/**
 * Two daemons in the same state, each with a client: whatever is done to one is done to the other.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject, SubjectKind } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { type Canonical, canonical } from "./canonical.ts";
import { type ClientKind, type ClientOptions, runClient } from "./clients.ts";
import { Oracle } from "./oracle.ts";
import { lockedDaemon, quickDaemon } from "./quick_daemon.ts";

/** A client and the daemon that it talks to. */
export interface Setup {
  readonly client: ClientKind;
  readonly daemon: SubjectKind;
}

/** What everything is held against. */
const REFERENCE: Setup = { client: "supervisorctl", daemon: "supervisord" };

/** What is held against it where nothing else is said. */
const OUR_CLIENT: Setup = { client: "svctl", daemon: "supervisord" };

/** The reference, or what is compared with it. */
export type Side = "theirs" | "ours";

/** A command line and what is known about it; `@SOCKET@` in it or its input is the daemon's. */
export interface Comparison extends ClientOptions {
  /** The words before the command; without, `-c` and the place's config. */
  readonly options?: (place: SubjectPlace) => readonly string[];
  /** What our client does better, as changes to what supervisorctl did; the real one does not. */
  readonly better?: Partial<Canonical>;
  /** Lines come in an order of their own. */
  readonly unordered?: true;
}

/** Command lines after which a process may be on its way to another state. */
const ACTION = /^(start|stop|restart|signal|add|update) ./;

/** Results of several processes come in the order in which they are done. */
const SEVERAL = /^(start|stop|restart|signal) (.* )?(all|\S+:\*?)( |$)/;

/** Two daemons and their clients. */
export class Pair implements AsyncDisposable {
  readonly #setups: Readonly<Record<Side, Setup>>;
  readonly #subjects: Readonly<Record<Side, Subject>>;
  readonly #oracles: Readonly<Record<Side, Oracle>> = { theirs: new Oracle(), ours: new Oracle() };

  private constructor(ours: Setup, subjects: Readonly<Record<Side, Subject>>) {
    this.#setups = { theirs: REFERENCE, ours };
    this.#subjects = subjects;
  }

  /** Starts both and waits until no process is STARTING. */
  static async start(
    config: (place: SubjectPlace) => string,
    ours: Setup = OUR_CLIENT,
  ): Promise<Pair> {
    const pair = await Pair.#of(ours, (daemon) => quickDaemon({ config, daemon }));
    await pair.settle();
    return pair;
  }

  /** Starts both with a configuration that wants a password, and waits until they ask for it. */
  static async startLocked(
    config: (place: SubjectPlace) => string,
    ours: Setup = OUR_CLIENT,
  ): Promise<Pair> {
    return await Pair.#of(ours, (daemon) => lockedDaemon({ config, daemon }));
  }

  static async #of(ours: Setup, start: (daemon: SubjectKind) => Promise<Subject>): Promise<Pair> {
    const subjects = await Promise.all([start(REFERENCE.daemon), start(ours.daemon)]);
    return new Pair(ours, { theirs: subjects[0], ours: subjects[1] });
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

  /** The daemon of a side. */
  subject(side: Side): Subject {
    return this.#subjects[side];
  }

  /** The client of a side. */
  client(side: Side): ClientKind {
    return this.#setups[side].client;
  }

  /** Does something to both. */
  async each(action: (subject: Subject) => PromiseLike<unknown>): Promise<void> {
    await Promise.all([action(this.#subjects.theirs), action(this.#subjects.ours)]);
  }

  /** Runs a command line with both clients; the answers must be equal. Resolves with ours. */
  async compare(line: string, comparison: Comparison = {}): Promise<Canonical> {
    const words = line === "" ? [] : line.split(" ");
    const [theirs, ours] = await Promise.all([
      this.#run("theirs", words, comparison),
      this.#run("ours", words, comparison),
    ]);
    const better = this.client("ours") === "svctl" ? comparison.better : {};
    const expected = { ...theirs, ...better };
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

  async #run(side: Side, words: readonly string[], comparison: Comparison): Promise<Canonical> {
    const { place } = this.#subjects[side];
    const kind = this.client(side);
    const options = comparison.options?.(place) ?? ["-c", place.config];
    const filled = (text: string) => text.replaceAll("@SOCKET@", place.socket);
    const line = [...options, ...words.map(filled)];
    const surroundings = { cwd: place.dir, ...comparison, input: filled(comparison.input ?? "") };
    const finished = kind === "supervisorctl"
      ? await this.#oracles[side].run(line, surroundings)
      : await runClient(kind, line, surroundings);
    return canonical(kind, finished, place);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Object.values(this.#oracles).map((one) => one[Symbol.asyncDispose]()));
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
