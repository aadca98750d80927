import { randomBytes, scrypt } from "node:crypto";
import {
  formatScryptHash,
  SCRYPT_DEFAULTS,
  SCRYPT_MAX_MEMORY,
} from "#lib/http_security/scrypt_hash.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";

/**
 * `hash-password`: asks for a password, twice at a terminal, or takes the first line of standard input,
 * and prints the `{SCRYPT}` text that a server's `password=` or `password_file=` takes in its place.
 */
export async function hashPassword({ session, report, terminal }: Invocation): Promise<void> {
  const { input } = session;
  const asked = Deno.stdin.isTerminal();
  const password = asked ? await input.secret("Password: ") : await input.line("");
  if (password === null || password === "") {
    report.line("Error: the password is empty", "bad");
    return session.fail(EXIT_STATUS.GENERIC);
  }
  if (asked && await input.secret("Again: ") !== password) {
    report.line("Error: the passwords differ", "bad");
    return session.fail(EXIT_STATUS.GENERIC);
  }
  const salt = randomBytes(16);
  const hash = await derive(password, salt);
  terminal.print(`${formatScryptHash({ ...SCRYPT_DEFAULTS, salt, hash })}\n`);
}

function derive(password: string, salt: Uint8Array): Promise<Uint8Array> {
  const { ln, r, p } = SCRYPT_DEFAULTS;
  const options = { N: 2 ** ln, r, p, maxmem: 2 * SCRYPT_MAX_MEMORY };
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  scrypt(password, salt, 32, options, (error, key) => {
    if (error) reject(error);
    else resolve(key);
  });
  return promise;
}
