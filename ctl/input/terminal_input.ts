import { Writable } from "node:stream";
import process from "node:process";
import { createInterface, type Interface } from "node:readline";
import { Interrupted } from "#ctl/http/errors.ts";
import type { Input } from "./input.ts";

/** Candidates for the last word of a line up to the cursor, and that word. */
export type Completer = (line: string) => Promise<readonly [readonly string[], string]>;

type Answer = (error: Error | null, result?: [string[], string]) => void;

/** What the editor needs to know. */
export interface TerminalInputOptions {
  /** Commands of earlier sessions, oldest first. */
  readonly history: readonly string[];
  readonly complete: Completer;
  /** Ctrl-C was pressed. `true` when something else was interrupted by it. */
  readonly interrupted: () => boolean;
}

/** Lines from a terminal, with editing, history and completion. Both standard streams are terminals. */
export class TerminalInput implements Input, Disposable {
  readonly #editor: Interface & { history?: string[] };
  readonly #lines: string[] = [];
  readonly #output: MutedOutput;
  #waiting: ((line: string | null) => void) | null = null;
  #ended = false;

  constructor(options: TerminalInputOptions) {
    this.#output = new MutedOutput();
    this.#editor = createInterface({
      input: process.stdin,
      output: this.#output as unknown as NodeJS.WritableStream,
      terminal: true,
      history: options.history.toReversed(),
      historySize: 1000,
      completer: (line: string, answer: Answer) => {
        options.complete(line).then(([words, last]) => answer(null, [[...words], last]), answer);
      },
    });
    this.#editor.on("line", (line: string) => this.#deliver(line));
    this.#editor.on("close", () => {
      this.#ended = true;
      this.#deliver(null);
    });
    this.#editor.on("SIGINT", () => {
      // At the prompt Ctrl-C leaves the shell, as Ctrl-D does.
      if (!options.interrupted()) this.#editor.close();
    });
  }

  /** The commands of this and earlier sessions, oldest first. */
  get history(): readonly string[] {
    return (this.#editor.history ?? []).toReversed();
  }

  /** A command, which the history keeps. */
  async command(prompt: string): Promise<string | null> {
    return await this.#read(prompt);
  }

  async line(prompt: string, signal?: AbortSignal): Promise<string | null> {
    const before = this.#editor.history?.[0];
    const line = await this.#read(prompt, signal);
    this.#forget(line, before);
    return line;
  }

  async secret(prompt: string): Promise<string | null> {
    this.#output.muted = true;
    this.#output.show(prompt);
    try {
      return await this.line("");
    } finally {
      this.#output.muted = false;
      this.#output.show("\n");
    }
  }

  [Symbol.dispose](): void {
    this.#editor.close();
  }

  async #read(prompt: string, signal?: AbortSignal): Promise<string | null> {
    if (signal?.aborted) throw new Interrupted();
    const queued = this.#lines.shift();
    if (queued !== undefined) return queued;
    if (this.#ended) return null;
    this.#editor.setPrompt(prompt);
    this.#editor.prompt();
    const { promise, resolve, reject } = Promise.withResolvers<string | null>();
    const stop = () => reject(new Interrupted());
    signal?.addEventListener("abort", stop);
    this.#waiting = resolve;
    try {
      return await promise;
    } finally {
      this.#waiting = null;
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Takes an answer or a password back out of the history, where the editor has put it. */
  #forget(line: string | null, before: string | undefined): void {
    const history = this.#editor.history;
    if (history?.[0] === line && before !== line) history?.shift();
  }

  #deliver(line: string | null): void {
    if (this.#waiting !== null) this.#waiting(line);
    else if (line !== null) this.#lines.push(line);
  }
}

/** Standard output as the editor sees it; muted while a password is typed. */
class MutedOutput extends Writable {
  muted = false;

  constructor() {
    super();
    process.stdout.on("resize", () => this.emit("resize"));
  }

  get columns(): number {
    return process.stdout.columns ?? 80;
  }

  show(text: string): void {
    process.stdout.write(text);
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    if (!this.muted) process.stdout.write(chunk);
    done();
  }
}
