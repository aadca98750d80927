/** Where bytes come from; `null` is the end. */
export interface ByteSource {
  read(buffer: Uint8Array): Promise<number | null>;
}

/** The longest line of a head or of a chunk's size. */
const LINE_LIMIT = 65_536;

/** Reads lines and blocks from a source through one buffer. */
export class ByteReader {
  readonly #source: ByteSource;
  readonly #buffer = new Uint8Array(65_536);
  #start = 0;
  #end = 0;
  #ended = false;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /**
   * The next line without its line end (CRLF or LF), one character a byte; `null` at the end.
   *
   * @throws {Error} when the line is longer than 64 KiB or the source ends inside it
   */
  async line(): Promise<string | null> {
    let text = "";
    for (;;) {
      const at = this.#buffer.subarray(this.#start, this.#end).indexOf(0x0a);
      const stop = at < 0 ? this.#end : this.#start + at;
      text += latin1(this.#buffer.subarray(this.#start, stop));
      this.#start = at < 0 ? stop : stop + 1;
      if (at >= 0) return text.endsWith("\r") ? text.slice(0, -1) : text;
      if (text.length > LINE_LIMIT) throw new Error("The server sent an endless line");
      if (!await this.#fill()) {
        if (text === "") return null;
        throw new Error("The server closed the connection inside a line");
      }
    }
  }

  /**
   * The next bytes, at most `limit` and at least one; `null` at the end. What is returned stays valid
   * until the next call only.
   */
  async some(limit: number): Promise<Uint8Array | null> {
    if (this.#start === this.#end && !await this.#fill()) return null;
    const stop = Math.min(this.#end, this.#start + limit);
    const bytes = this.#buffer.subarray(this.#start, stop);
    this.#start = stop;
    return bytes;
  }

  async #fill(): Promise<boolean> {
    if (this.#ended) return false;
    const count = await this.#source.read(this.#buffer);
    this.#start = 0;
    this.#end = count ?? 0;
    this.#ended = count === null;
    return !this.#ended;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}
