/**
 * What Supervisor would not take: a file that has it is no file for both any more. Options that
 * Supervisor does not know are none of this, because it passes over them.
 *
 * @module
 */

import { SCRYPT_PREFIX } from "#lib/http_security/scrypt_hash.ts";
import type { Origin, ServerConfig } from "./config.ts";

/** An option that bars the way back. */
export interface OneWay {
  readonly section: string;
  readonly option: string;
  readonly message: string;
  readonly origin: Origin;
}

/** What of `servers` works here alone: hashed passwords, and passwords in files. */
export function oneWayOptions(servers: readonly ServerConfig[]): readonly OneWay[] {
  return servers.flatMap((server) => {
    const { section, credentials, passwordFile, origins, origin } = server;
    const note = (option: string, message: string): OneWay => ({
      ...{ section, option, message },
      origin: origins[option] ?? origin,
    });
    if (passwordFile !== null) {
      return [
        note(
          "password_file",
          "Supervisor does not know it, and refuses a username without password",
        ),
      ];
    }
    if (credentials?.password.startsWith(SCRYPT_PREFIX)) {
      return [
        note(
          "password",
          "Supervisor does not know {SCRYPT} and takes the text itself for the password",
        ),
      ];
    }
    return [];
  });
}
