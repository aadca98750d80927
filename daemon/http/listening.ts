/** A server that accepts connections. */
export interface Listening {
  readonly server: ListeningServer;
  /** Where it listens. */
  readonly address: Deno.Addr;
  /** Takes the socket's file away, so that nobody connects any more; nothing for TCP. */
  removeFile(): void;
  /**
   * Resolves with `true` when clients cannot find it any more although it listens: its file was
   * removed. With `false` when that cannot be told, or does not matter any more.
   */
  lost?(signal: AbortSignal): Promise<boolean>;
  /** Reads what it was opened with again, where that can change: the certificate. */
  reload?(): void;
  /** Lets go of connections that wait for nothing: descriptors have run out. */
  shed?(): void;
}

/** As much of `Deno.HttpServer` as is needed. */
export interface ListeningServer {
  /** Settles when it does not accept any more. */
  readonly finished: Promise<void>;
  /** Stops accepting; resolves when all answers under way are given. */
  shutdown(): Promise<void>;
  /** Ends what is left of the connections; missing where nothing can. */
  end?(): void;
}
