/**
 * Checking passwords against a scrypt hash without letting those who guess keep the machine busy.
 *
 * @module
 */

import { clientKey } from "#lib/http_security/address.ts";
import { SCRYPT_MAX_MEMORY, type ScryptHash } from "#lib/http_security/scrypt_hash.ts";
import { isSameSecret } from "./constant_time.ts";
import type { LoginRequest, PasswordVerdict } from "./password.ts";

/** How long a password that was right is known to be. */
const REMEMBER_MS = 10 * 60 * 1000;

/** Right answers that are remembered: one password, under the name that belongs to it and others. */
const REMEMBERED = 64;

/** Checks that wait for their turn. */
const WAITING = 8;

/**
 * One check at a time; each client has one in line, so that many guesses of one delay nobody else by
 * more than one. What was right is remembered by an HMAC under a key of this process, never as text.
 */
export class ScryptCheck {
  readonly #hash: ScryptHash;
  readonly #key: Promise<CryptoKey> = createKey();
  readonly #known = new Map<string, number>();
  readonly #running = new Map<string, Promise<boolean>>();
  readonly #clients = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(hash: ScryptHash) {
    this.#hash = hash;
  }

  async check(login: LoginRequest): Promise<PasswordVerdict> {
    const mac = await this.#mac(login);
    const until = this.#known.get(mac) ?? 0;
    if (until > performance.now()) return "right";
    this.#known.delete(mac);
    const right = await (this.#running.get(mac) ?? this.#begin(mac, login));
    return right === null ? "busy" : right ? "right" : "wrong";
  }

  #begin(mac: string, login: LoginRequest): Promise<boolean> | null {
    const client = clientKey(login.address);
    if (this.#clients.size >= WAITING || this.#clients.has(client)) return null;
    this.#clients.add(client);
    const turn = this.#last.then(() => verify(login.password, this.#hash));
    const result = turn.then((right) => {
      if (right) this.#remember(mac);
      return right;
    }).finally(() => {
      this.#clients.delete(client);
      this.#running.delete(mac);
    });
    this.#last = result.catch(() => {});
    this.#running.set(mac, result);
    return result;
  }

  #remember(mac: string): void {
    if (this.#known.size >= REMEMBERED) {
      const oldest = this.#known.keys().next();
      if (!oldest.done) this.#known.delete(oldest.value);
    }
    this.#known.set(mac, performance.now() + REMEMBER_MS);
  }

  async #mac({ username, password }: LoginRequest): Promise<string> {
    // The length keeps name and password apart whatever they hold.
    const text = new TextEncoder().encode(`${username.length}:${username}${password}`);
    return new Uint8Array(await crypto.subtle.sign("HMAC", await this.#key, text)).toBase64();
  }
}

function createKey(): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" } as const;
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
}

async function verify(password: string, stored: ScryptHash): Promise<boolean> {
  // Loading it takes longer than all else at the start of the daemon, and few need it.
  const { scrypt } = await import("node:crypto");
  const { ln, r, p, salt, hash } = stored;
  const options = { N: 2 ** ln, r, p, maxmem: 2 * SCRYPT_MAX_MEMORY };
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  scrypt(password, salt, hash.length, options, (error, key) => {
    if (error) reject(error);
    else resolve(key);
  });
  return isSameSecret(await promise, hash);
}
