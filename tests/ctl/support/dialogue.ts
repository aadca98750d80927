import type { Finished } from "#tests/support/command.ts";
import { collect, type Collected } from "#tests/support/collect.ts";
import { until, within } from "#tests/support/deadline.ts";
import { clientCommand, clientEnv, type ClientKind, type ClientOptions } from "./clients.ts";

const PATIENCE = 20_000;

/** A client that is talked to while it runs, over pipes. */
export class Dialogue implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #stdout: Collected;
  readonly #stderr: Collected;
  readonly #status: Promise<Deno.CommandStatus>;
  #open = true;

  constructor(kind: ClientKind, words: readonly string[], options: ClientOptions = {}) {
    const [program, ...args] = [...clientCommand(kind, options.permissions), ...words];
    this.#child = new Deno.Command(program as string, {
      args,
      // Python keeps output for a pipe back until there is more of it.
      env: clientEnv({ PYTHONUNBUFFERED: "1", ...options.env }),
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    }).spawn();
    this.#input = this.#child.stdin.getWriter();
    this.#stdout = collect(this.#child.stdout);
    this.#stderr = collect(this.#child.stderr);
    this.#status = this.#child.status;
  }

  /** Waits until standard output holds a text. */
  async says(text: string): Promise<void> {
    await until(() => this.#stdout.text().includes(text), {
      within: PATIENCE,
      what: `'${text}' on standard output`,
    });
  }

  /** Waits until standard error holds a text. */
  async complains(text: string): Promise<void> {
    await until(() => this.#stderr.text().includes(text), {
      within: PATIENCE,
      what: `'${text}' on standard error`,
    });
  }

  /** Writes to its standard input. */
  async type(text: string): Promise<void> {
    await this.#input.write(new TextEncoder().encode(text));
  }

  /** What a terminal sends on Ctrl-C. */
  interrupt(): void {
    this.#child.kill("SIGINT");
  }

  /** Ends its standard input. */
  async close(): Promise<void> {
    this.#open = false;
    await this.#input.close();
  }

  /** Ends it. What it said so far is all it said. */
  kill(): void {
    this.#child.kill("SIGKILL");
  }

  /** Waits for its end. */
  async finished(): Promise<Finished> {
    const status = await within(this.#status, { within: PATIENCE, what: "the client to end" });
    this.#open = false;
    await Promise.all([this.#stdout.ended, this.#stderr.ended]);
    return {
      code: status.code,
      signal: status.signal,
      stdout: this.#stdout.text(),
      stderr: this.#stderr.text(),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#open) this.#child.kill("SIGKILL");
    await this.#status;
    await this.#input.close().catch(() => {});
    await Promise.all([this.#stdout.ended, this.#stderr.ended]);
  }
}
