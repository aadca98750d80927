import { syslogLines } from "#lib/output/syslog_lines.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import { BoundedWriter } from "./bounded_writer.ts";

/** Settings of the way to syslog. */
export interface SyslogOptions {
  /** The name that messages carry, the daemon's program name. */
  readonly tag: string;
  readonly log: Log;
  readonly clock: Clock;
  /** A program that takes the options of util-linux' logger. @default "/usr/bin/logger" */
  readonly program?: string;
  /** The socket that syslog listens on. @default the system's own */
  readonly socket?: string;
}

/** A line is cut here, where logger's own limit would be 1024. */
const LARGEST_MESSAGE = 128 * 1024;
/** A logger that ended is not started again sooner than this long after its last start. */
const RESTART_MS = 1000;

/**
 * Syslog through one `logger` process for all messages (LOG-012, LOG-013): facility user, priority info.
 *
 * It is started with the first message, and again when it has ended; nothing here waits for it. Without
 * a syslog daemon on the machine the messages vanish, as Supervisor's do.
 */
export class Syslog {
  readonly #options: SyslogOptions;
  readonly #writer: BoundedWriter;
  #input: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> | null = null;
  #startedAt = -Infinity;
  #closed = false;

  constructor(options: SyslogOptions) {
    this.#options = options;
    const write = (data: Uint8Array<ArrayBuffer>) => this.#write(data);
    this.#writer = new BoundedWriter({ kind: "async", write }, { ...options, what: "syslog" });
  }

  /** Bytes dropped so far. */
  get lost(): number {
    return this.#writer.lost;
  }

  /** Sends each line of `chunk` as a message that begins with `prefix`. */
  send(prefix: Uint8Array, chunk: Uint8Array): void {
    if (!this.#closed) this.#writer.write(syslogLines(prefix, chunk));
  }

  /** As a log sink's. */
  ready(): Promise<void> | null {
    return this.#writer.ready();
  }

  /** Resolves when logger has been handed everything, or when it does not take it. */
  flush(): Promise<void> {
    return this.#writer.flush();
  }

  /** Logger ends when it has read what it was sent. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#writer.close();
    this.#writer.flush().then(() => {
      this.#writer.abandon();
      this.#input?.close().catch(() => {});
      this.#input = null;
    });
  }

  async #write(data: Uint8Array<ArrayBuffer>): Promise<number> {
    for (;;) {
      const input = this.#input ?? this.#start();
      try {
        await input.write(data);
        return data.length;
      } catch {
        // Logger ended: once more with a new one, if its start is not too recent. Some of these lines
        // may arrive twice.
        if (this.#input === input) this.#input = null;
      }
    }
  }

  #start(): WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> {
    const { clock, socket, tag, program = "/usr/bin/logger" } = this.#options;
    if (clock.now() - this.#startedAt < RESTART_MS) throw new Error("logger ended again and again");
    this.#startedAt = clock.now();
    const child = new Deno.Command(program, {
      args: [
        ...["-t", tag, "-p", "user.info", "-S", String(LARGEST_MESSAGE)],
        ...(socket === undefined ? [] : ["-u", socket]),
      ],
      // Nothing of the daemon's environment matters to it, and an LD_ variable would forbid the start.
      clearEnv: true,
      // A signal for the daemon's process group must not end it before the last message.
      detached: true,
      stdin: "piped",
      stdout: "null",
      stderr: "null",
    }).spawn();
    child.unref();
    const input = child.stdin.getWriter();
    input.closed.catch(() => {});
    const gone = () => {
      if (this.#input === input) this.#input = null;
    };
    child.status.then(gone, gone);
    this.#input = input;
    return input;
  }
}
