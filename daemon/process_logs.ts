import type { Channel } from "#lib/event/events.ts";

/** One output stream of a process, from the bytes that it writes to wherever they go. */
export interface OutputStream {
  /** Path of its log file, `null` when it has none. */
  readonly path: string | null;
  /** Opens the log. @throws {Error} with a text that names it */
  open(): void;
  /** A new run begins. */
  begin(pid: number): void;
  write(chunk: Uint8Array): void;
  /** `null` when more can be written at once, else a promise for that moment. */
  ready(): Promise<void> | null;
  /** The run is over: whatever was held back goes out. */
  end(): void;
  reopen(): void;
  clear(): void;
  /** Resolves when the log has everything, or will not get it. */
  flush(): Promise<void>;
  close(): void;
}

/** Both output streams of one process. With `redirect_stderr`, the second one stays without a log. */
export class ProcessLogs {
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;

  constructor(streams: { readonly stdout: OutputStream; readonly stderr: OutputStream }) {
    this.stdout = streams.stdout;
    this.stderr = streams.stderr;
  }

  of(channel: Channel): OutputStream {
    return channel === "stdout" ? this.stdout : this.stderr;
  }

  /** @throws {Error} */
  open(): void {
    this.#both((stream) => stream.open());
  }

  begin(pid: number): void {
    this.#both((stream) => stream.begin(pid));
  }

  end(): void {
    this.#both((stream) => stream.end());
  }

  reopen(): void {
    this.#both((stream) => stream.reopen());
  }

  clear(): void {
    this.#both((stream) => stream.clear());
  }

  async flush(): Promise<void> {
    await Promise.all([this.stdout.flush(), this.stderr.flush()]);
  }

  close(): void {
    this.#both((stream) => stream.close());
  }

  #both(action: (stream: OutputStream) => void): void {
    action(this.stdout);
    action(this.stderr);
  }
}
