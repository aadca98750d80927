/**
 * The certificate of a server, which can change while the server runs.
 *
 * @module
 */

import type { TlsConfig } from "#lib/config/config.ts";
import type { Logger } from "#lib/ports/logger.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { ListenError } from "./listen_error.ts";

/** A certificate chain with its key, and where they were read. */
export class Certificate {
  /** As Deno takes them. */
  readonly text: { readonly cert: string; readonly key: string };
  readonly #files: TlsConfig;

  private constructor(files: TlsConfig) {
    this.#files = files;
    this.text = { cert: readPem("tls_cert", files.cert), key: readPem("tls_key", files.key) };
  }

  /** @throws {ListenError} when a file cannot be read */
  static read(files: TlsConfig): Certificate {
    return new Certificate(files);
  }

  /** What the files hold now. @throws {ListenError} */
  again(): Certificate {
    return new Certificate(this.#files);
  }

  /** True when both hold the same. */
  equals(other: Certificate): boolean {
    return this.text.cert === other.text.cert && this.text.key === other.text.key;
  }
}

function readPem(option: string, path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    const reason = errorMessage(error);
    throw new ListenError("other", `Cannot read ${option} '${path}': ${reason}`, error);
  }
}

/** Changes the certificate of an open server. */
export class CertificateRenewal {
  readonly #options: RenewalOptions;
  #current: Certificate;

  constructor(current: Certificate, options: RenewalOptions) {
    this.#current = current;
    this.#options = options;
  }

  /** Reads the files again. What cannot be used leaves everything as it is. */
  renew(): void {
    const { section, logger, use } = this.#options;
    const old = this.#current;
    const keep = (error: unknown): void => {
      const reason = errorMessage(error);
      logger.log("error", `HTTP server '${section}' keeps its certificate: ${reason}`);
    };
    try {
      const renewed = old.again();
      if (renewed.equals(old)) return;
      this.#current = renewed;
      use((open) => {
        try {
          const listener = open(renewed);
          logger.log("info", `HTTP server '${section}' has a new certificate`);
          return listener;
        } catch (error) {
          // Whether a pair fits together shows only here.
          this.#current = old;
          keep(error);
          return open(old);
        }
      });
    } catch (error) {
      keep(error);
    }
  }
}

/** Opens a listener with a certificate. */
export type OpenWith = (certificate: Certificate) => Deno.Listener<Deno.Conn>;

/** What a renewal works with. */
export interface RenewalOptions {
  readonly section: string;
  readonly logger: Logger;
  /** Calls `choose` when the port is free, and serves with the listener that it returns. */
  use(choose: (open: OpenWith) => Deno.Listener<Deno.Conn>): void;
}
