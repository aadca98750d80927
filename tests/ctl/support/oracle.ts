import { PYTHON } from "#tests/support/python.ts";
import { SUPERVISORCTL } from "#tests/support/subject_command.ts";
import type { Finished } from "#tests/support/command.ts";
import { clientEnv, type ClientOptions } from "./clients.ts";

/**
 * The real supervisorctl for many command lines: one Python that forks for each, because most of the
 * program's time is its start.
 */
export class Oracle implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #requests: WritableStreamDefaultWriter<Uint8Array>;
  readonly #answers: ReadableStreamDefaultReader<Uint8Array>;
  #rest = "";

  constructor() {
    this.#child = new Deno.Command(PYTHON, {
      args: [`${import.meta.dirname}/oracle.py`],
      env: clientEnv(),
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
    }).spawn();
    this.#requests = this.#child.stdin.getWriter();
    this.#answers = this.#child.stdout.getReader();
  }

  /** Runs one command line to its end. Calls must not overlap. */
  async run(words: readonly string[], options: ClientOptions = {}): Promise<Finished> {
    const request = {
      args: words,
      cwd: options.cwd ?? "/",
      env: clientEnv(options.env),
      input: options.input ?? "",
    };
    await this.#requests.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
    return { signal: null, ...JSON.parse(await this.#line()) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#requests.close();
    await this.#answers.cancel();
    await this.#child.status;
  }

  async #line(): Promise<string> {
    const decoder = new TextDecoder();
    for (;;) {
      const end = this.#rest.indexOf("\n");
      if (end >= 0) {
        const line = this.#rest.slice(0, end);
        this.#rest = this.#rest.slice(end + 1);
        return line;
      }
      const { value, done } = await this.#answers.read();
      if (done) throw new Error(`${SUPERVISORCTL} could not be run`);
      this.#rest += decoder.decode(value, { stream: true });
    }
  }
}
