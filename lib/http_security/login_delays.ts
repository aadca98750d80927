/**
 * How long the answer to a failed login is held back, by who failed.
 *
 * @module
 */

import { clientKey } from "./address.ts";

/** Delay after the first failure, in milliseconds; it doubles with each one after it. */
const FIRST_MS = 100;
const LONGEST_MS = 2000;

/** After this long without a failure everything is forgotten. */
const FORGET_MS = 10 * 60 * 1000;

/** Logins of one client and name that may wait for their answer at once. */
const WAITING_EACH = 8;

/** Answers that wait at once, over all clients: further ones are given at once. */
const WAITING_ALL = 64;

/** Characters of a user name that are told apart. */
const NAME_CHARACTERS = 64;

/** Who tries to log in. */
export interface LoginAttempt {
  /** Address of the client. */
  readonly address: string;
  readonly username: string;
}

/**
 * Failures by address and user name together, so that nobody can delay anybody else: neither others
 * at the same address with another name nor the same name elsewhere. Right credentials never wait,
 * except while as many wrong ones of the same pair do as may. Remembers a bounded number of pairs.
 */
export class LoginDelays {
  readonly #pairs = new Map<string, { failures: number; waiting: number; last: number }>();
  readonly #capacity: number;
  #waiting = 0;

  /** @param capacity pairs that are remembered; those that failed least recently are dropped */
  constructor(capacity: number = 1024) {
    this.#capacity = capacity;
  }

  /** How many pairs are remembered. */
  get size(): number {
    return this.#pairs.size;
  }

  /** False while so many failures of this pair wait that another attempt is refused unseen. */
  mayTry(attempt: LoginAttempt): boolean {
    if (this.#pairs.size === 0) return true;
    return (this.#pairs.get(keyOf(attempt))?.waiting ?? 0) < WAITING_EACH;
  }

  /**
   * Notes a failure.
   *
   * @param now monotonic milliseconds
   * @returns how many milliseconds to wait before saying so, and what to call after that
   */
  failed(attempt: LoginAttempt, now: number): { readonly ms: number; readonly done: () => void } {
    const key = keyOf(attempt);
    const known = this.#pairs.get(key);
    const failures = known === undefined || now - known.last > FORGET_MS ? 1 : known.failures + 1;
    const pair = known ?? { failures, waiting: 0, last: now };
    pair.failures = failures;
    pair.last = now;
    // The order of a Map is that of insertion: the pair that failed last goes to its end.
    this.#pairs.delete(key);
    this.#pairs.set(key, pair);
    if (this.#pairs.size > this.#capacity) this.#dropOldest();
    if (this.#waiting >= WAITING_ALL) return { ms: 0, done: () => {} };
    this.#waiting++;
    pair.waiting++;
    const done = (): void => {
      this.#waiting--;
      pair.waiting--;
    };
    return { ms: Math.min(FIRST_MS * 2 ** Math.min(failures - 1, 10), LONGEST_MS), done };
  }

  /** Forgets the failures of who has logged in. */
  succeeded(attempt: LoginAttempt): void {
    if (this.#pairs.size > 0) this.#pairs.delete(keyOf(attempt));
  }

  #dropOldest(): void {
    const oldest = this.#pairs.keys().next();
    if (!oldest.done) this.#pairs.delete(oldest.value);
  }
}

function keyOf({ address, username }: LoginAttempt): string {
  return `${clientKey(address)} ${username.slice(0, NAME_CHARACTERS)}`;
}
