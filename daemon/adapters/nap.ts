/** How long the thread sleeps, in milliseconds; the system's timer adds 0.05. A pipe holds 64 KiB. */
const NAP_MS = 0.1;

/**
 * A pause that lets programs write before they are read again, far shorter than a timer can make it: the
 * whole thread sleeps, once in a turn of the event loop however many ask, so that nobody else waits
 * longer than that for an answer.
 */
export class Nap {
  readonly #never = new Int32Array(new SharedArrayBuffer(4));
  #next: Promise<void> | null = null;

  /** Resolves after the nap of this turn. */
  take(): Promise<void> {
    return this.#next ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#next = null;
        Atomics.wait(this.#never, 0, 0, NAP_MS);
        resolve();
      });
    });
  }
}
