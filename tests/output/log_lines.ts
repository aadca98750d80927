import type { LogLevel } from "#lib/config/config.ts";
import type { Logger } from "#lib/ports/logger.ts";
import { passesLevel } from "#lib/output/log_line.ts";

/** A log that keeps its lines as `level message`. */
export class LogLines implements Logger {
  readonly lines: string[] = [];
  readonly #threshold: LogLevel;

  constructor(threshold: LogLevel = "info") {
    this.#threshold = threshold;
  }

  readonly log = (level: LogLevel, message: string): void => {
    if (this.enabled(level)) this.lines.push(`${level} ${message}`);
  };

  enabled(level: LogLevel): boolean {
    return passesLevel(level, this.#threshold);
  }
}
