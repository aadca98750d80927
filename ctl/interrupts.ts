import { Interrupted } from "./http/errors.ts";

/**
 * Who is told when Ctrl-C is pressed.
 *
 * In the shell every command can be interrupted. A single command ends by the signal, as every program
 * does, unless it asks to be told because it has something to say first.
 */
export class Interrupts {
  readonly #watched: boolean;
  #current: AbortController | null = null;

  /** @param watched somebody else sees Ctrl-C and calls `raise` (the shell) */
  constructor(watched: boolean) {
    this.#watched = watched;
  }

  /** Runs a command that the shell may interrupt. */
  begin(): Disposable {
    if (!this.#watched) return { [Symbol.dispose]() {} };
    this.#current = new AbortController();
    return { [Symbol.dispose]: () => this.#current = null };
  }

  /** Interrupts the running command; `false` when there is none. */
  raise(): boolean {
    this.#current?.abort(new Interrupted());
    return this.#current !== null;
  }

  /** Aborted when the running command is interrupted, `undefined` where the signal ends the program. */
  get signal(): AbortSignal | undefined {
    return this.#current?.signal;
  }

  /** From here on Ctrl-C does not end the program but aborts the signal. */
  catch(): CaughtInterrupts {
    if (this.#current !== null) {
      return { signal: this.#current.signal, [Symbol.dispose]() {} };
    }
    const controller = new AbortController();
    const raise = () => controller.abort(new Interrupted());
    this.#current = controller;
    Deno.addSignalListener("SIGINT", raise);
    return {
      signal: controller.signal,
      [Symbol.dispose]: () => {
        Deno.removeSignalListener("SIGINT", raise);
        this.#current = null;
      },
    };
  }
}

/** Until it is disposed, Ctrl-C aborts `signal`. */
export interface CaughtInterrupts extends Disposable {
  readonly signal: AbortSignal;
}
