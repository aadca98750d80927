/** The one answer that a listener gives to an event. */
export class Answer {
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  #given = false;

  /** `writer` is that of the standard output of the listener. */
  constructor(writer: WritableStreamDefaultWriter<Uint8Array>) {
    this.#writer = writer;
  }

  /** Whether an answer was sent, or is on its way. */
  get given(): boolean {
    return this.#given;
  }

  /**
   * Writes `RESULT`, the length in bytes and the result, with nothing after it.
   *
   * @throws {Error} (rejects) when an answer was given before, or the stream is broken.
   */
  async send(result: string | Uint8Array): Promise<void> {
    if (this.#given) throw new Error("Cannot answer the event: it was answered before");
    this.#given = true;
    const body = typeof result === "string" ? new TextEncoder().encode(result) : result;
    const line = new TextEncoder().encode(`RESULT ${body.length}\n`);
    const whole = new Uint8Array(line.length + body.length);
    whole.set(line);
    whole.set(body, line.length);
    await this.#writer.write(whole);
  }
}
