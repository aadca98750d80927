/** Where lines come from that a person types or a script pipes in. */
export interface Input {
  /**
   * Writes `prompt` and waits for a line, which comes without its line feed; `null` at the end.
   *
   * @throws {Interrupted} when `signal` is aborted
   */
  line(prompt: string, signal?: AbortSignal): Promise<string | null>;
  /** The same without showing what is typed, where there is a terminal. */
  secret(prompt: string): Promise<string | null>;
}

/** There was no line where one was needed. The words are Python's. */
export class EndOfInput extends Error {
  override readonly name = "EndOfInput";

  constructor() {
    super("EOF when reading a line");
  }
}
