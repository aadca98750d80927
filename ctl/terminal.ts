import type { Sink } from "./output.ts";
import { colourPaint, type Paint, plainPaint } from "./render/style.ts";
import { TerminalFilter, terminalText } from "./render/terminal_text.ts";

/** Back to the first column, and nothing right of it. */
const ERASE_LINE = "\r\x1b[K";

/** What a terminal needs. */
export interface TerminalOptions {
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Control sequences of logs and names reach the terminal as they are. */
  readonly raw: boolean;
  /** Colours are wanted where there is a terminal. */
  readonly colour: boolean;
  /** A terminal can take back what is on a line. */
  readonly cursor: boolean;
}

/**
 * The user's side: standard output and standard error.
 *
 * On a terminal, text is made safe and may have colours. A pipe or a file gets exactly the bytes that
 * supervisorctl writes.
 */
export class Terminal {
  readonly #options: TerminalOptions;
  readonly #stdout: Sink;
  readonly #stderr: Sink;
  readonly #encoder = new TextEncoder();
  #hasStatus = false;
  /** Text for standard output may hold anything. */
  readonly #raw: boolean;
  /** Standard output is a terminal. */
  readonly isInteractive: boolean;
  /** Standard error is a terminal: hints and progress may be shown. */
  readonly hasHints: boolean;
  /** A line may be shown for the moment. */
  readonly hasProgress: boolean;
  /** Colours may be used. */
  readonly isColoured: boolean;
  readonly paint: Paint;

  constructor(options: TerminalOptions) {
    this.#options = options;
    this.#stdout = options.stdout;
    this.#stderr = options.stderr;
    this.isInteractive = options.stdout.isTerminal();
    this.hasHints = options.stderr.isTerminal();
    this.hasProgress = this.isInteractive && this.hasHints && options.cursor;
    this.#raw = options.raw || !this.isInteractive;
    this.isColoured = options.colour && this.isInteractive;
    this.paint = this.isColoured ? colourPaint : plainPaint;
  }

  /** The same streams, with control sequences passing. */
  unfiltered(): Terminal {
    return new Terminal({ ...this.#options, raw: true });
  }

  /** Text for standard output, with its line ends. */
  print(text: string): void {
    this.#stdout.write(this.#encoder.encode(this.#raw ? text : terminalText(text)));
  }

  /** Text for standard error, with its line ends. */
  printError(text: string): void {
    this.#stderr.write(this.#encoder.encode(this.hasHints ? terminalText(text) : text));
  }

  /** A line that helps a person at a terminal, and that no script gets to see. */
  hint(text: string): void {
    if (this.hasHints) this.printError(`${this.isInteractive ? this.paint("dim", text) : text}\n`);
  }

  /** Replaces the line that stands for the moment; the empty text takes it away. */
  status(text: string): void {
    if (!this.hasProgress || (text === "" && !this.#hasStatus)) return;
    this.#hasStatus = text !== "";
    const shown = terminalText(text).slice(0, this.#width() - 1);
    this.#stderr.write(this.#encoder.encode(`${ERASE_LINE}${shown}`));
  }

  #width(): number {
    try {
      return Deno.consoleSize().columns || 80;
    } catch {
      return 80;
    }
  }

  /** A log that goes to standard output piece by piece. */
  openLog(): LogOutput {
    if (this.#raw) return { write: (bytes) => this.#stdout.write(bytes), end: () => {} };
    const decoder = new TextDecoder();
    const filter = new TerminalFilter();
    const show = (text: string) => this.#stdout.write(this.#encoder.encode(text));
    return {
      write: (bytes) => show(filter.filter(decoder.decode(bytes, { stream: true }))),
      end: () => show(filter.filter(decoder.decode()) + filter.end()),
    };
  }
}

/** Where the bytes of a log go. */
export interface LogOutput {
  write(bytes: Uint8Array): void;
  /** Writes what was held back. */
  end(): void;
}
