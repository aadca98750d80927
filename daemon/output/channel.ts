import type { ChannelConfig } from "#lib/config/config.ts";
import type { Channel, SupervisorEvent } from "#lib/event/events.ts";
import { decodeOrDescribe } from "#lib/event/undecodable.ts";
import { CaptureSplitter } from "#lib/output/capture.ts";
import { stripAnsi } from "#lib/output/strip_ansi.ts";
import { TailBuffer } from "#lib/output/tail_buffer.ts";
import type { Logger } from "#lib/ports/logger.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import { AUTO_LOG_MODE } from "./auto_log.ts";
import { clearLogFile } from "./clear_log_file.ts";
import type { LogFileSettings } from "./log_file.ts";
import type { LogSink } from "./log_sink.ts";
import type { SinkOpener } from "./sink.ts";
import type { Syslog } from "./syslog.ts";

/** Everything that a channel is made from. */
export interface ChannelOptions {
  readonly config: ChannelConfig;
  /** Bare process name. */
  readonly process: string;
  readonly group: string;
  readonly channel: Channel;
  /** The log's path: that of the config, the one made for AUTO, or `null` for none. */
  readonly path: string | null;
  readonly openSink: SinkOpener;
  /** Where `*_syslog=true` sends lines; not used without it. */
  readonly syslog: Syslog;
  /** `strip_ansi` of `[supervisord]`, which `reread` may change. */
  readonly stripAnsi: () => boolean;
  readonly emit: (event: SupervisorEvent) => void;
  /**
   * Whether somebody takes events of this type: data is copied for them only.
   *
   * @default always
   */
  readonly wants?: (name: SupervisorEvent["name"]) => boolean;
  readonly logger: Logger;
  /** Standard output of an event listener is its protocol: it is logged, and nothing else. */
  readonly protocol?: boolean;
}

/**
 * One output stream of one process, over all its lives: what it writes goes to its log, to syslog, into
 * events and, at level debug, into the activity log (LOG-004, LOG-012 to LOG-017).
 *
 * Capture tokens are looked for in what the process wrote, escape sequences are removed from each piece
 * between them, as Supervisor does.
 */
export class OutputChannel {
  readonly #options: ChannelOptions;
  readonly #settings: LogFileSettings;
  readonly #label: string;
  readonly #syslogPrefix: Uint8Array | null;
  readonly #capture: CaptureSplitter | null;
  readonly #captured: TailBuffer;
  #sink: LogSink | null = null;
  #lost = 0;
  #pid = 0;

  constructor(options: ChannelOptions) {
    const { config, process, channel, protocol = false } = options;
    this.#options = options;
    this.#settings = {
      maxbytes: config.logfileMaxbytes,
      backups: config.logfileBackups,
      ...(config.logfile.kind === "auto" ? { mode: AUTO_LOG_MODE } : {}),
    };
    this.#label = `${pythonRepr(process)} ${channel}`;
    this.#syslogPrefix = config.syslog && !protocol
      ? new TextEncoder().encode(`${process} `)
      : null;
    this.#captured = new TailBuffer(Math.max(1, config.captureMaxbytes));
    this.#capture = config.captureMaxbytes > 0 && !protocol
      ? new CaptureSplitter({
        plain: (piece) => this.#record(piece),
        captured: (piece) => this.#keep(piece),
        complete: () => this.#emitMessage(),
      })
      : null;
  }

  /** The log's path as it is reported, `null` when there is none. */
  get path(): string | null {
    return this.#options.path;
  }

  /** Bytes that the log could not take. */
  get lost(): number {
    return this.#lost + (this.#sink?.lost ?? 0);
  }

  /** Opens the log unless it is open. Before each spawn, which fails when this does. @throws {LogOpenError} */
  open(): void {
    if (this.#sink !== null || this.path === null) return;
    this.#sink = this.#options.openSink(this.path, this.#settings);
  }

  /** A process was started: what comes now is from `pid`. */
  begin(pid: number): void {
    this.#pid = pid;
    this.#capture?.reset();
    this.#captured.take();
  }

  /** Takes a chunk, which may be reused after the call. */
  write(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    if (this.#options.protocol) this.#recordProtocol(chunk);
    else if (this.#capture !== null) this.#capture.push(chunk);
    else this.#record(chunk);
  }

  /** `null` when more can be taken at once, else a promise for that moment: see {@linkcode LogSink}. */
  ready(): Promise<void> | null {
    const log = this.#sink?.ready() ?? null;
    return log ?? (this.#syslogPrefix === null ? null : this.#options.syslog.ready());
  }

  /**
   * The process has ended and its pipe is empty: hands on what was held back (B-15), also a message
   * without its END, and lets go of a plain log file.
   */
  end(): void {
    if (this.#capture !== null) {
      this.#capture.end();
      if (this.#captured.length > 0) this.#deliver(this.#captured.take());
    }
    if (this.#sink?.keepOpen === false) this.close();
  }

  /** Opens the log anew under its path, if it is open (LOG-011). */
  reopen(): void {
    this.#sink?.reopen();
  }

  /** Throws the log's content away, whether or not the process runs (LOG-010, B-03). @throws {LogOpenError} */
  clear(): void {
    if (this.#sink !== null) this.#sink.clear();
    else if (this.path !== null) clearLogFile(this.path, this.#settings);
  }

  /** Resolves when the log has everything, or will not get it. */
  async flush(): Promise<void> {
    await this.#sink?.flush();
  }

  /** The channel is not needed any longer. */
  close(): void {
    this.#lost = this.lost;
    this.#sink?.close();
    this.#sink = null;
  }

  #record(piece: Uint8Array): void {
    const data = this.#stripped(piece);
    if (data.length === 0) return;
    this.#deliver(data);
    this.#echo(data);
  }

  #deliver(data: Uint8Array): void {
    this.#sink?.write(data);
    if (this.#syslogPrefix !== null) this.#options.syslog.send(this.#syslogPrefix, data);
    if (!this.#options.config.eventsEnabled) return;
    const { process, group, channel, emit, wants } = this.#options;
    const name = channel === "stdout" ? "PROCESS_LOG_STDOUT" : "PROCESS_LOG_STDERR";
    if (wants?.(name) === false) return;
    // The reader's buffer is used again, the event lives on.
    emit({ name, process, group, pid: this.#pid, data: data.slice() });
  }

  /** The listener's pool shows it at level debug. */
  #recordProtocol(chunk: Uint8Array): void {
    this.#sink?.write(this.#stripped(chunk));
  }

  /** Captured text goes into its event alone, not into the log and not into PROCESS_LOG (B-17). */
  #keep(piece: Uint8Array): void {
    const data = this.#stripped(piece);
    this.#captured.append(data);
    this.#echo(data);
  }

  #emitMessage(): void {
    const { process, group, channel, emit, logger } = this.#options;
    const name = channel === "stdout"
      ? "PROCESS_COMMUNICATION_STDOUT"
      : "PROCESS_COMMUNICATION_STDERR";
    emit({ name, process, group, pid: this.#pid, data: this.#captured.take() });
    logger.log("debug", `${this.#label} emitted a comm event`);
  }

  #echo(data: Uint8Array): void {
    const { logger } = this.#options;
    if (data.length === 0 || !logger.enabled("debug")) return;
    logger.log("debug", `${this.#label} output:\n${decodeOrDescribe(data)}`);
  }

  #stripped(data: Uint8Array): Uint8Array {
    return this.#options.stripAnsi() ? stripAnsi(data) : data;
  }
}
