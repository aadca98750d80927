/**
 * Signals process groups through the `kill` program: Deno's own `kill` would need the permission to
 * run everything. What is asked for in one turn of the event loop goes out in one call.
 *
 * @module
 */

import type { ProcessGroups } from "#lib/ports/spawner.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { errnoOf } from "./errno.ts";

type Pending = Parameters<ProcessGroups["signal"]>[1] & { readonly pgid: number };

/** What keeps a program from being run for now, and says nothing about the group. */
const EXHAUSTED: ReadonlySet<string> = new Set(["EAGAIN", "ENOMEM", "EMFILE", "ENFILE"]);

/** Between two attempts while there is no process or descriptor to be had, in milliseconds. */
const RETRY_MS = 250;

/** Attempts until it is given up: ten seconds. */
const ATTEMPTS = 40;

/** How groups can be signalled here: with procps' or util-linux' `kill`, or with a shell's own. */
export type GroupKiller =
  | { readonly kind: "program"; readonly path: string }
  | { readonly kind: "shell"; readonly path: string };

/** {@linkcode ProcessGroups} on a child `kill`. */
export class KillProgram implements ProcessGroups {
  readonly #killer: GroupKiller | null;
  readonly #pending: Map<string, Pending[]> = new Map();

  /** `null`: nothing can signal groups here; every attempt fails. */
  constructor(killer: GroupKiller | null) {
    this.#killer = killer;
  }

  signal(pgid: number, options: Parameters<ProcessGroups["signal"]>[1]): void {
    const name = options.signal.replace(/^SIG/, "");
    const waiting = this.#pending.get(name);
    const entry = { ...options, pgid };
    if (waiting !== undefined) {
      waiting.push(entry);
      return;
    }
    const batch = [entry];
    this.#pending.set(name, batch);
    queueMicrotask(() => {
      this.#pending.delete(name);
      void this.#send(name, batch);
    });
  }

  async #send(name: string, batch: readonly Pending[]): Promise<void> {
    let problems = await this.#run(name, batch);
    for (let attempt = 1; "exhausted" in problems; attempt++) {
      const reason = problems.exhausted;
      if (attempt === 1) { for (const { exhausted } of batch) exhausted?.(reason); }
      if (attempt === ATTEMPTS) {
        for (const { exhausted, failed } of batch) if (exhausted === undefined) failed(reason);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      problems = await this.#run(name, batch);
    }
    for (const { pgid, failed } of batch) {
      const reason = problems(pgid);
      if (reason !== null) failed(reason);
    }
  }

  /** Runs `kill`; the result tells what went wrong for a group, `null` for nothing or "already gone". */
  async #run(
    name: string,
    batch: readonly Pending[],
  ): Promise<((pgid: number) => string | null) | { readonly exhausted: string }> {
    if (this.#killer === null) return () => "no program here can signal a process group";
    const groups = batch.map(({ pgid }) => `-${pgid}`);
    const args = this.#killer.kind === "program"
      ? [`-${name}`, "--", ...groups]
      : ["-c", 'for group; do kill -s "$0" -- "$group"; done', name, ...groups];
    try {
      const { stderr } = await new Deno.Command(this.#killer.path, {
        args,
        stdin: "null",
        stdout: "null",
        stderr: "piped",
        env: { LC_ALL: "C" },
      }).output();
      const lines = new TextDecoder().decode(stderr).split("\n");
      return (pgid) => {
        const named = new RegExp(`-${pgid}(?!\\d)`);
        const line = lines.find((text) => named.test(text) || isUnnamed(text, batch));
        return line === undefined || /no such process/i.test(line) ? null : line.trim();
      };
    } catch (error) {
      if (EXHAUSTED.has(errnoOf(error) ?? "")) return { exhausted: errorMessage(error) };
      return () => errorMessage(error);
    }
  }
}

/** A shell's complaint does not name the group: it can be about one only when there is only one. */
function isUnnamed(text: string, batch: readonly Pending[]): boolean {
  return batch.length === 1 && text.trim() !== "";
}
