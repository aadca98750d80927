/**
 * XML-RPC and streams over HTTP, to one daemon with one set of credentials (`CTL-036`, xmlrpc.md 8).
 *
 * @module
 */

import { HttpConnection } from "./http/connection.ts";
import { HttpStatusError } from "./http/errors.ts";
import { serverAddress } from "./server_url.ts";

/** Where the daemon is and who asks. */
export interface Endpoint {
  readonly serverurl: string;
  readonly username: string | null;
  readonly password: string | null;
  /** PEM file with the certificates that sign the daemon's; `null` for those that the system knows. */
  readonly ca?: string | null;
}

/** The answer to a GET whose body goes on. */
export interface OpenStream {
  readonly status: number;
  /** Pieces as they come, each valid until the next one. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** A connection that waited longer than this many milliseconds may have been closed by the server. */
const IDLE_LIMIT = 4_000;

const USER_AGENT = "svctl";

/** Talks to a daemon. Calls share one kept-alive connection, each stream has its own. */
export class Transport implements Disposable {
  readonly #endpoint: Endpoint;
  readonly #open = new Set<HttpConnection>();
  #kept: { readonly connection: HttpConnection; readonly since: number } | null = null;

  constructor(endpoint: Endpoint) {
    this.#endpoint = endpoint;
  }

  /**
   * Posts one XML-RPC request and answers with the response's text. Calls that overlap each get a
   * connection of their own.
   *
   * @throws {NetworkError} @throws {HttpStatusError} @throws {Interrupted}
   */
  async call(body: string, signal?: AbortSignal): Promise<string> {
    const connection = await this.#connection(signal);
    const headers = {
      "User-Agent": USER_AGENT,
      "Content-Type": "text/xml",
      Accept: "text/xml",
      ...this.#authorization(),
    };
    try {
      const request = { method: "POST", path: "/RPC2", headers, body } as const;
      const answer = await connection.request(request, signal);
      if (answer.head.status !== 200) {
        throw new HttpStatusError(answer.head.status, answer.head.reason);
      }
      return printable(await textOf(answer.body));
    } finally {
      this.#keep(connection);
    }
  }

  /**
   * Opens `GET path`; the connection lives until the body is read to its end or let go.
   *
   * @param path percent-encoded
   * @throws {NetworkError} @throws {Interrupted}
   */
  async stream(path: string, signal?: AbortSignal): Promise<OpenStream> {
    const connection = await this.#dial(signal);
    const headers = { "User-Agent": USER_AGENT, Accept: "*/*", ...this.#authorization() };
    let streams = false;
    try {
      const { head, body } = await connection.request({ method: "GET", path, headers }, signal);
      streams = head.status === 200;
      return { status: head.status, body: streams ? this.#untilRead(connection, body) : body };
    } finally {
      if (!streams) this.#drop(connection);
    }
  }

  /** Closes every connection. */
  [Symbol.dispose](): void {
    for (const connection of this.#open) connection[Symbol.dispose]();
    this.#open.clear();
    this.#kept = null;
  }

  async #connection(signal?: AbortSignal): Promise<HttpConnection> {
    const kept = this.#kept;
    this.#kept = null;
    if (kept === null) return await this.#dial(signal);
    if (performance.now() - kept.since < IDLE_LIMIT) return kept.connection;
    this.#drop(kept.connection);
    return await this.#dial(signal);
  }

  async #dial(signal?: AbortSignal): Promise<HttpConnection> {
    const connection = await HttpConnection.open(serverAddress(this.#endpoint.serverurl), {
      ca: this.#endpoint.ca ?? null,
      ...signal === undefined ? {} : { signal },
    });
    this.#open.add(connection);
    return connection;
  }

  #keep(connection: HttpConnection): void {
    if (connection.reusable && this.#kept === null && this.#open.has(connection)) {
      this.#kept = { connection, since: performance.now() };
    } else {
      this.#drop(connection);
    }
  }

  async *#untilRead(
    connection: HttpConnection,
    body: AsyncIterable<Uint8Array>,
  ): AsyncGenerator<Uint8Array, void> {
    try {
      yield* body;
    } finally {
      this.#drop(connection);
    }
  }

  #drop(connection: HttpConnection): void {
    connection[Symbol.dispose]();
    this.#open.delete(connection);
  }

  #authorization(): Readonly<Record<string, string>> {
    const { username, password } = this.#endpoint;
    if (username === null || password === null) return {};
    const bytes = new TextEncoder().encode(`${username}:${password}`);
    return { Authorization: `Basic ${bytes.toBase64()}` };
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of body) text += decoder.decode(bytes, { stream: true });
  return text + decoder.decode();
}

/**
 * Supervisor sends control characters of a log as they are, which no XML parser accepts (B-09). They
 * become the sign for what cannot be shown.
 */
function printable(xml: string): string {
  // deno-lint-ignore no-control-regex
  return xml.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd");
}
