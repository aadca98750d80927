/**
 * Stored passwords of the form `{SCRYPT}ln=13,r=8,p=10$SALT$HASH`.
 *
 * `ln` is the logarithm of scrypt's N to the base 2; salt and hash are base64 without padding. It is
 * one-way, and Supervisor does not know it.
 *
 * @module
 */

/** What stands before the parameters. */
export const SCRYPT_PREFIX = "{SCRYPT}";

/** What a password is hashed with. */
export interface ScryptParameters {
  /** Logarithm to the base 2 of the cost N, 10 to 20. */
  readonly ln: number;
  /** Block size, 1 to 32. */
  readonly r: number;
  /** Repetitions, 1 to 64. */
  readonly p: number;
}

/** A stored password, taken apart. */
export interface ScryptHash extends ScryptParameters {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** What new hashes are made with: 8 MB of memory, as strong as N = 2^17 and p = 1 with 128 MB. */
export const SCRYPT_DEFAULTS: ScryptParameters = { ln: 13, r: 8, p: 10 };

/** Most bytes that one verification may take. */
export const SCRYPT_MAX_MEMORY: number = 64 * 1024 * 1024;

/** Bytes of memory that these parameters need. */
export function scryptMemory({ ln, r }: ScryptParameters): number {
  return 128 * 2 ** ln * r;
}

/** @throws {Error} that says what is wrong, without the hash */
export function parseScryptHash(text: string): ScryptHash {
  const pattern = /^\{SCRYPT\}ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;
  const match = pattern.exec(text);
  if (match === null) {
    throw new Error("The password begins with '{SCRYPT}' but is no hash of svctl hash-password");
  }
  const [, ln, r, p, salt = "", hash = ""] = match;
  const parameters = { ln: Number(ln), r: Number(r), p: Number(p) };
  if (!areSafe(parameters)) {
    throw new Error(`The {SCRYPT} password has unsafe parameters 'ln=${ln},r=${r},p=${p}'`);
  }
  const parsed = { ...parameters, salt: bytesOf(salt), hash: bytesOf(hash) };
  if (parsed.salt.length < 8 || parsed.hash.length < 16) {
    throw new Error("The {SCRYPT} password has a salt or hash that is too short");
  }
  return parsed;
}

/** The text that {@linkcode parseScryptHash} reads. */
export function formatScryptHash({ ln, r, p, salt, hash }: ScryptHash): string {
  const text = (bytes: Uint8Array): string => bytes.toBase64({ omitPadding: true });
  return `${SCRYPT_PREFIX}ln=${ln},r=${r},p=${p}$${text(salt)}$${text(hash)}`;
}

function areSafe(parameters: ScryptParameters): boolean {
  const { ln, r, p } = parameters;
  if (ln < 10 || ln > 20 || r < 1 || r > 32 || p < 1 || p > 64) return false;
  return scryptMemory(parameters) <= SCRYPT_MAX_MEMORY;
}

function bytesOf(text: string): Uint8Array {
  try {
    return Uint8Array.fromBase64(text);
  } catch {
    return new Uint8Array(0);
  }
}
