/**
 * Times and sizes as a person would say them.
 *
 * @module
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `12 s`, `14 min 03 s`, `3 h 14 min`, `2 d 3 h`; less than nothing is `0 s`. */
export function durationText(milliseconds: number): string {
  const time = Math.max(0, milliseconds);
  if (time < MINUTE) return `${Math.floor(time / SECOND)} s`;
  if (time < HOUR) return `${Math.floor(time / MINUTE)} min ${twoDigits(time % MINUTE / SECOND)} s`;
  if (time < DAY) return `${Math.floor(time / HOUR)} h ${twoDigits(time % HOUR / MINUTE)} min`;
  return `${Math.floor(time / DAY)} d ${Math.floor(time % DAY / HOUR)} h`;
}

/** As {@linkcode durationText} with one unit only: `12 s`, `14 min`, `3 h`, `2 d`. */
export function roughDuration(milliseconds: number): string {
  const time = Math.max(0, milliseconds);
  if (time < MINUTE) return `${Math.floor(time / SECOND)} s`;
  if (time < HOUR) return `${Math.floor(time / MINUTE)} min`;
  if (time < DAY) return `${Math.floor(time / HOUR)} h`;
  return `${Math.floor(time / DAY)} d`;
}

/** `2026-11-22 13:05:55`, in local time. */
export function exactTime(wall: number): string {
  const time = new Date(wall);
  const date = [time.getFullYear(), twoDigits(time.getMonth() + 1), twoDigits(time.getDate())];
  return `${date.join("-")} ${clockTime(wall)}`;
}

/** `13:05:55`, in local time. */
export function clockTime(wall: number): string {
  const time = new Date(wall);
  return [time.getHours(), time.getMinutes(), time.getSeconds()].map(twoDigits).join(":");
}

/** As {@linkcode clockTime}; on another day than `now`, with the date: `Nov 20 13:05:55`. */
export function momentTime(wall: number, now: number): string {
  const [time, today] = [new Date(wall), new Date(now)];
  if (time.toDateString() === today.toDateString()) return clockTime(wall);
  const year = time.getFullYear() === today.getFullYear() ? "" : ` ${time.getFullYear()}`;
  return `${MONTHS[time.getMonth()]} ${time.getDate()}${year} ${clockTime(wall)}`;
}

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Sun Nov  1 13:05:55 2026`, as C's `ctime`; scripts read it in messages (web.md 3). */
export function cTime(wall: number): string {
  const time = new Date(wall);
  const day = String(time.getDate()).padStart(2);
  const words = [WEEKDAYS[time.getDay()], MONTHS[time.getMonth()], day, clockTime(wall)];
  return `${words.join(" ")} ${time.getFullYear()}`;
}

/** `12.3 MB`, three digits at most; thousands, as disks and `--si` have them. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit]}`;
}

/** `0 %`, `0.4 %`, `12 %`. */
export function percentText(percent: number): string {
  if (percent < 0.05) return "0 %";
  return `${percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
