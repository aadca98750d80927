import { Interrupted } from "#ctl/http/errors.ts";
import type { Sink } from "#ctl/output.ts";
import type { Input } from "./input.ts";
import { readSecret } from "./secret.ts";

/** A stream that lines are read from. */
export interface LineSource {
  read(buffer: Uint8Array): Promise<number | null>;
}

/** What is read from, and where prompts go. */
export interface LineInputOptions {
  readonly stdin: LineSource;
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Standard input is a terminal, whose echo can be turned off. */
  readonly terminal: boolean;
}

/** Plain lines: standard input as a pipe or a file, or a terminal that does its own editing. */
export class LineInput implements Input {
  readonly #options: LineInputOptions;
  readonly #decoder = new TextDecoder();
  readonly #chunk = new Uint8Array(16_384);
  #text = "";
  #ended = false;
  /** A read that an interrupted caller did not wait for. */
  #pending: Promise<void> | null = null;

  constructor(options: LineInputOptions) {
    this.#options = options;
  }

  async line(prompt: string, signal?: AbortSignal): Promise<string | null> {
    this.#options.stdout.write(new TextEncoder().encode(prompt));
    for (;;) {
      if (signal?.aborted) throw new Interrupted();
      const end = this.#text.indexOf("\n");
      if (end >= 0) return this.#take(end);
      if (this.#ended) return this.#text === "" ? null : this.#take(this.#text.length);
      await this.#more(signal);
    }
  }

  async secret(prompt: string): Promise<string | null> {
    const { stderr, terminal } = this.#options;
    if (terminal && this.#text === "") return await readSecret(prompt, stderr);
    const warning = "Warning: Password input may be echoed.\n";
    stderr.write(new TextEncoder().encode(`${warning}${prompt}`));
    const secret = await this.line("");
    if (secret !== null) stderr.write(new TextEncoder().encode("\n"));
    return secret;
  }

  #take(end: number): string {
    const line = this.#text.slice(0, end);
    this.#text = this.#text.slice(end + 1);
    return line;
  }

  async #more(signal?: AbortSignal): Promise<void> {
    this.#pending ??= this.#read();
    if (signal === undefined) return await this.#pending;
    const { promise: interrupted, reject } = Promise.withResolvers<never>();
    const stop = () => reject(new Interrupted());
    signal.addEventListener("abort", stop);
    try {
      await Promise.race([this.#pending, interrupted]);
    } finally {
      signal.removeEventListener("abort", stop);
    }
  }

  async #read(): Promise<void> {
    try {
      const count = await this.#options.stdin.read(this.#chunk);
      this.#ended = count === null;
      this.#text += count === null
        ? this.#decoder.decode()
        : this.#decoder.decode(this.#chunk.subarray(0, count), { stream: true });
    } finally {
      this.#pending = null;
    }
  }
}
