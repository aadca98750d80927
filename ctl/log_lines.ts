/** The longest line that is held back for its end; longer ones come in pieces. */
const LINE_LIMIT = 65_536;

/** Cuts a stream of bytes into lines of text. */
export class LogLines {
  readonly #decoder = new TextDecoder();
  #rest = "";

  /** The lines that the next bytes complete, without their line ends. */
  push(bytes: Uint8Array): readonly string[] {
    const lines = (this.#rest + this.#decoder.decode(bytes, { stream: true })).split("\n");
    this.#rest = lines.pop() as string;
    if (this.#rest.length > LINE_LIMIT) {
      lines.push(this.#rest);
      this.#rest = "";
    }
    return lines.map((line) => line.endsWith("\r") ? line.slice(0, -1) : line);
  }

  /** A last line that has no end. */
  end(): readonly string[] {
    const rest = this.#rest + this.#decoder.decode();
    this.#rest = "";
    return rest === "" ? [] : [rest];
  }
}
