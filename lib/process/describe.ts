/**
 * The one-line description of a process that `status`, the page and XML-RPC show (`RPC-047`).
 *
 * @module
 */

import { MONTH_NAMES } from "#lib/text/month_names.ts";
import type { ProcessSnapshot } from "./snapshot.ts";

/** Describes a process; `wall` is now, in wall-clock milliseconds; times are shown in local time. */
export function describeProcess(
  snapshot: ProcessSnapshot,
  options: { readonly name: string; readonly wall: number },
): string {
  switch (snapshot.state) {
    case "RUNNING": {
      const seconds = Math.floor(options.wall / 1000) - Math.floor(snapshot.lastStart / 1000);
      return `pid ${snapshot.pid}, uptime ${formatUptime(seconds)}`;
    }
    case "FATAL":
    case "BACKOFF":
      return snapshot.spawnerr ?? `unknown error (try "tail ${options.name}")`;
    case "STOPPED":
    case "EXITED":
      // A process stopped out of BACKOFF was never reaped: there is no time to show (B-47).
      return snapshot.lastStart === 0 || snapshot.lastStop === 0
        ? "Not started"
        : formatStopTime(snapshot.lastStop);
    default:
      return "";
  }
}

/** `0:00:05`, `1 day, 2:03:04`, `12 days, 0:00:09`; less than zero seconds shows as zero. */
export function formatUptime(seconds: number): string {
  const total = Math.max(0, seconds);
  const days = Math.floor(total / 86_400);
  const clock = `${Math.floor((total % 86_400) / 3600)}:${pad(Math.floor((total % 3600) / 60))}:${
    pad(total % 60)
  }`;
  if (days === 0) return clock;
  return `${days} day${days === 1 ? "" : "s"}, ${clock}`;
}

/** `Nov 22 01:01 PM`, in local time and English. */
export function formatStopTime(wall: number): string {
  const time = new Date(wall);
  const hour = time.getHours() % 12 || 12;
  const half = time.getHours() < 12 ? "AM" : "PM";
  return `${MONTH_NAMES[time.getMonth()]} ${pad(time.getDate())} ${pad(hour)}:${
    pad(time.getMinutes())
  } ${half}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
