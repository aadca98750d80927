import { sharedMemoryLink } from "../shared_memory.ts";
import type { ServerAddress } from "#ctl/server_url.ts";
import { ByteReader } from "./byte_reader.ts";
import { Interrupted, networkError } from "./errors.ts";
import { readBody, readHead, type ResponseHead } from "./response.ts";

/** A request. The body is sent with its length. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  /** As it goes over the wire, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** How to connect. */
export interface ConnectOptions {
  readonly signal?: AbortSignal;
  /** PEM file with the certificates that are trusted beside the system's. */
  readonly ca?: string | null;
}

/** An answer whose body is still to come. */
export interface HttpAnswer {
  readonly head: ResponseHead;
  /** Pieces, each valid until the next one. Ends the connection when it is not read to its end. */
  readonly body: AsyncGenerator<Uint8Array, void>;
}

/**
 * One HTTP/1.1 connection over TCP or a UNIX socket, one request at a time.
 *
 * It speaks to a socket directly rather than through `fetch`: that starts in half the time and needs
 * no permission but the one for the daemon's own address.
 */
export class HttpConnection implements Disposable {
  readonly #socket: Deno.Conn;
  readonly #reader: ByteReader;
  readonly #host: string;
  #reusable = true;

  private constructor(socket: Deno.Conn, address: ServerAddress) {
    this.#socket = socket;
    this.#reader = new ByteReader(socket);
    this.#host = address.transport === "unix" ? "localhost" : hostHeader(address);
  }

  /** Connects. @throws {NetworkError} @throws {Interrupted} when `signal` is aborted */
  static async open(
    address: ServerAddress,
    options: ConnectOptions = {},
  ): Promise<HttpConnection> {
    const { signal } = options;
    try {
      const socket = await connect(address, options);
      return new HttpConnection(socket, address);
    } catch (error) {
      if (signal?.aborted) throw new Interrupted();
      throw networkError(error);
    }
  }

  /** Whether another request may be sent. */
  get reusable(): boolean {
    return this.#reusable;
  }

  /**
   * Sends a request and reads the head of the answer.
   *
   * @throws {Error} when the server goes away, `Remote end closed connection without response`
   * @throws {Interrupted} when `signal` is aborted, here or while the body is read
   */
  async request(request: HttpRequest, signal?: AbortSignal): Promise<HttpAnswer> {
    // Until the body is read to its end, the connection is of no use to anybody else.
    this.#reusable = false;
    const stop = () => this[Symbol.dispose]();
    if (signal?.aborted) throw new Interrupted();
    signal?.addEventListener("abort", stop);
    try {
      await this.#send(request);
      const head = await readHead(this.#reader);
      if (head === null) throw new Error("Remote end closed connection without response");
      return { head, body: this.#body(head, signal) };
    } catch (error) {
      throw signal?.aborted ? new Interrupted() : networkError(error);
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  async *#body(head: ResponseHead, signal?: AbortSignal): AsyncGenerator<Uint8Array, void> {
    const stop = () => this[Symbol.dispose]();
    signal?.addEventListener("abort", stop);
    let whole = false;
    try {
      if (signal?.aborted) throw new Interrupted();
      yield* readBody(this.#reader, head);
      whole = true;
      this.#reusable = head.reusable;
    } catch (error) {
      throw signal?.aborted ? new Interrupted() : networkError(error);
    } finally {
      signal?.removeEventListener("abort", stop);
      if (!whole) stop();
    }
  }

  /** Head and body go out in one write where the kernel takes them: a second packet would wait. */
  async #send(request: HttpRequest): Promise<void> {
    const encoder = new TextEncoder();
    const body = encoder.encode(request.body ?? "");
    const headers = { Host: this.#host, ...request.headers };
    let head = `${request.method} ${request.path} HTTP/1.1\r\n`;
    for (const [name, value] of Object.entries(headers)) head += `${name}: ${value}\r\n`;
    if (request.body !== undefined) head += `Content-Length: ${body.length}\r\n`;
    const start = encoder.encode(`${head}\r\n`);
    const message = new Uint8Array(start.length + body.length);
    message.set(start);
    message.set(body, start.length);
    for (let sent = 0; sent < message.length;) {
      sent += await this.#socket.write(message.subarray(sent));
    }
  }

  /** Closes the socket; closing twice does no harm. */
  [Symbol.dispose](): void {
    this.#reusable = false;
    try {
      this.#socket.close();
    } catch {
      // It was closed before.
    }
  }
}

async function connect(address: ServerAddress, options: ConnectOptions): Promise<Deno.Conn> {
  const { signal, ca = null } = options;
  if (address.transport === "unix") {
    return await connectUnix(address.path);
  }
  const { hostname, port } = address;
  if (address.transport === "tcp") {
    return await Deno.connect({ hostname, port, ...signal === undefined ? {} : { signal } });
  }
  const socket = await Deno.connectTls({
    hostname: hostname.replace(/^\[(.*)\]$/, "$1"),
    port,
    caCerts: ca === null ? [] : [await readCertificates(ca)],
  });
  try {
    if (signal?.aborted) throw new Interrupted();
    // The certificate is looked at here and not when the first request is sent.
    await socket.handshake();
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}

/**
 * Connects to a socket. To `/dev/shm`, where containers have it, Deno lets nobody by this name: the
 * launcher has made a link to it.
 */
async function connectUnix(path: string): Promise<Deno.Conn> {
  const link = sharedMemoryLink();
  const way = link !== null && path.startsWith("/dev/shm/")
    ? link + path.slice("/dev/shm".length)
    : path;
  return await Deno.connect({ transport: "unix", path: way });
}

async function readCertificates(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new Error(`Cannot read the certificates in '${path}': ${networkError(error).message}`);
  }
}

/** The port is left out where it is what the scheme stands for. */
function hostHeader(
  { transport, hostname, port }: Exclude<ServerAddress, { readonly transport: "unix" }>,
): string {
  return port === (transport === "tls" ? 443 : 80) ? hostname : `${hostname}:${port}`;
}
