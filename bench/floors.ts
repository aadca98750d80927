/**
 * What has to hold on any machine, however busy: `deno task bench --quick` fails below it.
 *
 * Ratios are against supervisord in the same run; they stand far below what is usual, because a busy
 * machine slows the one who works more than the one who sleeps.
 *
 * @module
 */

/** The least ratio of a row. */
export const FLOORS: Readonly<Record<string, number>> = {
  "boot-100": 1.2,
  "crash": 20,
  "crash-p95": 5,
  "state-100-cpu": 1.5,
  "info-100": 5,
  "info-100-cpu": 5,
  "tcp-info-100": 5,
  "page-100": 2,
  "status-100-cpu": 1,
  "log-64k-cpu": 0.6,
  "log-64b-cpu": 1.2,
  "idle-100": 1.5,
};

/** Rows of which this daemon must have exactly none. */
export const NONE: readonly string[] = ["log-lost", "events-lost"];
