/** Where log bytes go. Nothing here throws but `clear`; what is lost is counted and told once. */
export interface LogSink {
  /** The file that can be read back; `null` for a stream, a FIFO or a device. */
  readonly path: string | null;
  /**
   * Closing it would lose what its reader has not taken yet, or block: it stays open while its process
   * is down. A plain file is closed then, so that programs at rest hold no descriptors.
   */
  readonly keepOpen: boolean;
  /** Bytes that could not be written so far. */
  readonly lost: number;
  /** Takes all of `data`, which may be reused after the call. Never waits. */
  write(data: Uint8Array): void;
  /**
   * `null` when more can be taken at once. Else a promise for the moment at which that is so again, or
   * at which waiting has become pointless because nobody reads.
   */
  ready(): Promise<void> | null;
  /** Opens the same path anew, for log rotation from outside (LOG-011). */
  reopen(): void;
  /**
   * Throws the content away (LOG-010). Streams, FIFOs and devices have none.
   *
   * @throws {LogOpenError}
   */
  clear(): void;
  /** Resolves when everything was written, or when that is not going to happen. */
  flush(): Promise<void>;
  close(): void;
}
