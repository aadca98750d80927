/**
 * One of the two daemons under measurement.
 *
 * @module
 */

import { collect, type Collected } from "#tests/support/collect.ts";
import { freePort } from "#tests/support/ports.ts";
import {
  subjectCommand,
  subjectEnv,
  type SubjectKind,
  SUPERVISORCTL,
  SVCTL,
} from "#tests/support/subject_command.ts";
import { callRpc } from "#tests/support/xmlrpc_client.ts";
import { configText, type Place } from "./config.ts";
import { startCpu } from "./procfs.ts";

/** A config for a place; the same text goes to both sides. */
export type Sections = (
  place: Place,
) => { readonly programs: string; readonly descriptors?: number };

/** A daemon that was started. */
export class Side implements AsyncDisposable {
  readonly kind: SubjectKind;
  readonly place: Place;
  /** Wall-clock milliseconds of the start. */
  readonly launched: number;
  readonly #child: Deno.ChildProcess;
  readonly #ended: Promise<number>;
  readonly #stderr: Collected;
  #over = false;

  private constructor(kind: SubjectKind, place: Place) {
    this.kind = kind;
    this.place = place;
    const [command, ...words] = subjectCommand(kind);
    const env = subjectEnv();
    this.launched = performance.timeOrigin + performance.now();
    this.#child = new Deno.Command(command!, {
      args: [...words, "-n", "-c", this.config],
      ...{ cwd: place.dir, env, clearEnv: true, detached: true },
      ...{ stdin: "null", stdout: "null", stderr: "piped" },
    }).spawn();
    this.#stderr = collect(this.#child.stderr);
    this.#ended = this.#child.status.then(() => {
      this.#over = true;
      return performance.now();
    });
  }

  /** Starts a daemon in a directory of its own. */
  static start(kind: SubjectKind, sections: Sections): Side {
    // Not /dev/shm: Deno reads nothing below /dev. A tmpfs can be named by TMPDIR.
    const dir = Deno.makeTempDirSync({ prefix: "denvisor_bench_" });
    const place = { dir, port: freePort() };
    Deno.mkdirSync(`${dir}/logs`);
    Deno.writeTextFileSync(`${dir}/conf`, configText(place, sections(place)));
    return new Side(kind, place);
  }

  get pid(): number {
    return this.#child.pid;
  }

  get config(): string {
    return `${this.place.dir}/conf`;
  }

  get socket(): string {
    return `${this.place.dir}/sock`;
  }

  /** The words of its client. */
  client(...words: readonly string[]): readonly string[] {
    const client = this.kind === "supervisord" ? SUPERVISORCTL : SVCTL;
    return [client, "-c", this.config, ...words];
  }

  async rpc(method: string, ...params: unknown[]): Promise<unknown> {
    return await callRpc({ transport: "unix", path: this.socket }, `supervisor.${method}`, params);
  }

  /** Begins to measure its CPU time. @returns a function for the milliseconds since then */
  startCpu(): () => number {
    return startCpu(this.pid);
  }

  /** Pids of all programs, by name. */
  async pids(): Promise<ReadonlyMap<string, number>> {
    const infos = await this.rpc("getAllProcessInfo") as { name: string; pid: number }[];
    return new Map(infos.map(({ name, pid }) => [name, pid]));
  }

  /** Wall-clock milliseconds of all lines of the log that say that a program is RUNNING. */
  running(): readonly number[] {
    return this.#log().split("\n")
      .filter((line) => line.includes("entered RUNNING state"))
      .map((line) => Date.parse(`${line.slice(0, 10)}T${line.slice(11, 23).replace(",", ".")}Z`));
  }

  /** Waits, without asking the daemon, until that many such lines are there. */
  async untilRunning(count: number): Promise<readonly number[]> {
    for (;;) {
      await this.pause(10 + count / 20);
      const times = this.running();
      if (times.length >= count) return times;
    }
  }

  /** Waits, without asking the daemon, until a file is there. */
  async untilFile(path: string): Promise<string> {
    for (;;) {
      try {
        return Deno.readTextFileSync(path);
      } catch {
        await this.pause(5);
      }
    }
  }

  /** Waits until it answers. @param every Milliseconds between two questions */
  async untilAnswer(every: number): Promise<void> {
    for (;;) {
      try {
        await this.rpc("getState");
        return;
      } catch {
        await this.pause(every);
      }
    }
  }

  /** Lets time go by. @throws {Error} with what it said when it has ended */
  async pause(milliseconds: number): Promise<void> {
    if (this.#over) throw new Error(`${this.kind} ended:\n${this.#stderr.text()}${this.#log()}`);
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  /** Ends it by SIGTERM. @returns the milliseconds that it took */
  async stop(): Promise<number> {
    const start = performance.now();
    if (!this.#over) this.#child.kill("SIGTERM");
    return await this.#ended - start;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Deno.remove(this.place.dir, { recursive: true });
  }

  #log(): string {
    try {
      return Deno.readTextFileSync(`${this.place.dir}/main.log`);
    } catch {
      return "";
    }
  }
}
