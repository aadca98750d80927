/** A server that accepts connections. */
export interface Listening {
  readonly server: Deno.HttpServer;
  /** Where it listens. */
  readonly address: Deno.Addr;
  /** Takes the socket's file away, so that nobody connects any more; nothing for TCP. */
  removeFile(): void;
}
