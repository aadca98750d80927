import { dirname } from "#lib/text/posix_path.ts";
import { rotationMoves } from "#lib/output/rotation.ts";
import { BoundedWriter } from "./bounded_writer.ts";
import type { LogFileOptions } from "./log_file.ts";
import { LogOpenError, renewFailure } from "./log_open_error.ts";
import { isSameFile, isUnsafeLink, unsafeLink } from "./log_path.ts";
import type { LogSink } from "./log_sink.ts";

/**
 * A log file on a mount that can hang: rotated, reopened and cleared as a local one, but nothing waits
 * for it. What it does not take waits in memory, up to the bound of {@linkcode BoundedWriter}.
 *
 * That holds for opening it, too: a file that cannot be opened is told to the log and tried again with
 * later writes, and its program runs. It stays open while its process is down, because opening waits.
 * Blocks, not chunks, are kept together when it rotates.
 */
export class NetworkFile implements LogSink {
  readonly path: string;
  readonly keepOpen = true;
  readonly #options: LogFileOptions;
  readonly #writer: BoundedWriter;
  #file: Deno.FsFile | null = null;
  #size = 0;
  #threshold: number;
  #turn: Promise<unknown> = Promise.resolve();

  /** Opens in the background. */
  constructor(path: string, options: LogFileOptions) {
    this.path = path;
    this.#options = options;
    this.#threshold = options.maxbytes > 0 ? options.maxbytes : Infinity;
    const write = (data: Uint8Array) => this.#inTurn(() => this.#write(data));
    const what = `log '${path}'`;
    this.#writer = new BoundedWriter({ kind: "async", write }, { ...options, what });
    this.reopen();
  }

  get lost(): number {
    return this.#writer.lost;
  }

  write(data: Uint8Array): void {
    this.#writer.write(data);
  }

  ready(): Promise<void> | null {
    return this.#writer.ready();
  }

  reopen(): void {
    this.#inTurn(() => this.#renew()).catch((error) => this.#tell(error));
  }

  /** Failures are told to the log, as they are known too late for the caller. */
  clear(): void {
    this.#inTurn(() => this.#clear()).catch((error) => this.#tell(error));
  }

  flush(): Promise<void> {
    return this.#writer.flush();
  }

  close(): void {
    this.#writer.close();
    this.#writer.flush().then(() => {
      this.#writer.abandon();
      return this.#inTurn(() => Promise.resolve(this.#file?.close()));
    });
  }

  /** One operation on the file at a time, in the order in which they were asked for. */
  #inTurn<T>(operation: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(operation);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #write(data: Uint8Array): Promise<number> {
    const file = this.#file ?? await this.#renew();
    const written = await file.write(data);
    this.#size += written;
    if (this.#size >= this.#threshold) {
      await this.#rotate(file).catch((error) => {
        this.#threshold = this.#size + this.#options.maxbytes;
        this.#tell(error);
      });
    }
    return written;
  }

  async #rotate(file: Deno.FsFile): Promise<void> {
    const { backups, maxbytes } = this.#options;
    const info = await this.#look(file);
    this.#size = info.size;
    this.#threshold = maxbytes;
    if (info.size < maxbytes) return;
    const there = await orNull(Deno.stat(this.path));
    const ours = there !== null && isSameFile(there, info);
    if (ours && backups <= 0) return await this.#empty();
    if (ours) await this.#shift(backups);
    await this.#renew();
  }

  async #shift(backups: number): Promise<void> {
    let free = 1;
    while (free < backups && await orNull(Deno.lstat(`${this.path}.${free}`)) !== null) free++;
    const exists = (number: number) => number < free;
    for (const { from, to } of rotationMoves(this.path, { backups, exists })) {
      await orNull(Deno.rename(from, to));
    }
  }

  async #empty(): Promise<void> {
    await this.#file?.truncate(0);
    this.#size = 0;
  }

  async #clear(): Promise<void> {
    const link = await orNull(Deno.lstat(this.path));
    if (link?.isFile === false) return await this.#empty();
    try {
      await orNull(Deno.remove(this.path));
    } catch {
      return await this.#empty();
    }
    await this.#renew();
  }

  async #renew(): Promise<Deno.FsFile> {
    const link = await orNull(Deno.lstat(this.path));
    const directory = link?.isSymlink ? await orNull(Deno.stat(dirname(this.path))) : null;
    if (link?.isSymlink && isUnsafeLink(link, directory)) throw unsafeLink(this.path);
    const mode = this.#options.mode ?? 0o666;
    const file = await Deno.open(this.path, { append: true, create: true, mode });
    const before = this.#file;
    this.#file = file;
    before?.close();
    this.#size = (await this.#look(file)).size;
    return file;
  }

  /** What is open; by its path where links lead to a place that was not known when the daemon started. */
  async #look(file: Deno.FsFile): Promise<Deno.FileInfo> {
    try {
      return await file.stat();
    } catch (error) {
      if (error instanceof Deno.errors.NotCapable) return await Deno.stat(this.path);
      throw error;
    }
  }

  #tell(error: unknown): void {
    const text = this.#file === null
      ? LogOpenError.from(this.path, error).message
      : renewFailure(this.path, error);
    this.#options.log("error", text);
  }
}

/** `null` where there is no such file. */
async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}
