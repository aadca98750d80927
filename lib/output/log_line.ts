/**
 * Lines of the activity log: levels and layout (LOG-001, process.md 6).
 *
 * @module
 */

import type { LogLevel } from "#lib/config/config.ts";

/** A level's number, by which lines are filtered, and its name in a line. */
export interface LevelInfo {
  readonly number: number;
  readonly label: string;
}

/** Supervisor's seven levels, most severe first. */
export const LOG_LEVELS: Readonly<Record<LogLevel, LevelInfo>> = {
  critical: { number: 50, label: "CRIT" },
  error: { number: 40, label: "ERRO" },
  warn: { number: 30, label: "WARN" },
  info: { number: 20, label: "INFO" },
  debug: { number: 10, label: "DEBG" },
  trace: { number: 5, label: "TRAC" },
  blather: { number: 3, label: "BLAT" },
};

/** Whether a line of `level` is written when `loglevel=threshold`. */
export function passesLevel(level: LogLevel, threshold: LogLevel): boolean {
  return LOG_LEVELS[level].number >= LOG_LEVELS[threshold].number;
}

/**
 * `YYYY-MM-DD HH:MM:SS,mmm LEVL ` in local time: what stands before a message.
 *
 * @param wall milliseconds since the epoch
 */
export function logLinePrefix(wall: number, level: LogLevel): string {
  const date = new Date(wall);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  const millis = String(date.getMilliseconds()).padStart(3, "0");
  return `${day} ${time},${millis} ${LOG_LEVELS[level].label} `;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
