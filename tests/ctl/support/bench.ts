/**
 * Both clients in one directory, without a daemon of their own.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { RunFacts } from "#tests/support/normalise.ts";
import { type TempDir, tempDir } from "#tests/support/temp.ts";
import { type Canonical, canonical } from "./canonical.ts";
import { type ClientOptions, runClient } from "./clients.ts";
import { Oracle } from "./oracle.ts";

/** A command line's surroundings, and what our client does better than supervisorctl. */
export interface BenchComparison extends ClientOptions {
  readonly better?: Partial<Canonical>;
}

/** A directory in which both clients are run. */
export class Bench implements AsyncDisposable {
  readonly dir: TempDir;
  readonly #oracle = new Oracle();

  private constructor(dir: TempDir) {
    this.dir = dir;
  }

  /** Makes the directory, with files by their names; `@DIR@` in them stands for it. */
  static async open(files: Readonly<Record<string, string>> = {}): Promise<Bench> {
    const dir = await tempDir();
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(dir.at(name), text.replaceAll("@DIR@", dir.path));
    }
    return new Bench(dir);
  }

  /** Runs a command line with both clients; the answers must be equal. */
  async compare(words: readonly string[], comparison: BenchComparison = {}): Promise<void> {
    const surroundings = { cwd: this.dir.path, ...comparison };
    const facts: RunFacts = { dir: this.dir.path };
    const [theirs, ours] = await Promise.all([
      this.#oracle.run(words, surroundings),
      runClient("svctl", words, surroundings),
    ]);
    assert.deepEqual(
      canonical("svctl", ours, facts),
      { ...canonical("supervisorctl", theirs, facts), ...comparison.better },
      `the answers to '${words.join(" ")}' differ`,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#oracle[Symbol.asyncDispose]();
    await this.dir[Symbol.asyncDispose]();
  }
}
