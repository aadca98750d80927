/**
 * Why a process is in its state, in words.
 *
 * @module
 */

import type { ProcessRow } from "../model/process_row.ts";
import { durationText, exactTime, roughDuration } from "./durations.ts";

/** What stands beside a process's name: `up 3 h 14 min`, `exit status 3, 12 s ago`. */
export function statusText(row: ProcessRow, now: number): string {
  switch (row.state) {
    case "RUNNING":
      return `${upText(row, now)}${comebackText(row)}`;
    case "STARTING":
      return row.tries === 0 ? "starting" : `starting, attempt ${row.tries + 1}`;
    case "STOPPING":
      return row.since === null ? "stopping" : `stopping for ${durationText(now - row.since)}`;
    case "STOPPED":
      return row.since === null
        ? "not started yet"
        : `stopped ${roughDuration(now - row.since)} ago`;
    case "EXITED":
      return `${endingText(row)}${ago(row, now)}`;
    case "BACKOFF":
      return `${failureText(row)}${ago(row, now)}${retryText(row, now)}`;
    case "FATAL":
      return `gave up: ${failureText(row)}${ago(row, now)}`;
    case "UNKNOWN":
      return "could not be signalled, its process may still run";
  }
}

/** The state in a sentence, with what could be done next; for the page of one process. */
export function explanation(row: ProcessRow, now: number): string {
  const { since } = row;
  const ago = since === null ? "" : ` ${roughDuration(now - since)} ago`;
  switch (row.state) {
    case "RUNNING":
      return `It runs with pid ${row.pid}, ${upText(row, now)}.${lastRunText(row, now)}`;
    case "STARTING":
      return "It was started and has to stay up for startsecs to count as running.";
    case "STOPPING":
      return "It was asked to stop. When stopwaitsecs are over it is killed.";
    case "STOPPED":
      return since === null
        ? "It was never started: autostart is off, or nobody has started it yet."
        : `It was stopped${ago}. Start it when it is needed again.`;
    case "EXITED":
      return row.ending?.expected === false
        ? `It ended with ${row.ending.text}${ago}, which exitcodes does not expect. Its log may say why.`
        : `It ended by itself${ago}, as expected (${row.ending?.text ?? "exit status 0"}).`;
    case "BACKOFF":
      return `It ended before startsecs were over: ${failureText(row)}. ${
        retryText(row, now).replace(/^, n/, "N")
      }.`;
    case "FATAL":
      return `It is not tried again, all attempts failed: ${failureText(row)}. ` +
        "Look at its last lines, correct the cause, then start it.";
    case "UNKNOWN":
      return "It could not be signalled, so nobody knows whether it still runs. Check its pid by hand.";
  }
}

/** The exact times for the tip: `pid 123, since 2026-11-22 13:05:55`. */
export function statusTip(row: ProcessRow): string {
  const words = row.pid === 0 ? [] : [`pid ${row.pid}`];
  if (row.since !== null) words.push(`since ${exactTime(row.since)}`);
  if (row.ending !== null) {
    const { text, at } = row.ending;
    words.push(row.state === "RUNNING" ? `run before: ${text}, ${exactTime(at)}` : text);
  }
  if (row.error !== null) words.push(row.error);
  return words.join(", ");
}

function upText({ since }: ProcessRow, now: number): string {
  return since === null ? "up" : `up ${durationText(now - since)}`;
}

/** What it came back from by itself, as long as that counts among its restarts. */
function comebackText({ ending, restarts }: ProcessRow): string {
  return restarts === 0 || ending === null || ending.stopped
    ? ""
    : `, restarted after ${ending.text}`;
}

/** How the run before this one ended, unless somebody wanted it to. */
function lastRunText({ ending }: ProcessRow, now: number): string {
  return ending === null || ending.stopped
    ? ""
    : ` The run before ended with ${ending.text}, ${roughDuration(now - ending.at)} ago.`;
}

function endingText(row: ProcessRow): string {
  if (row.ending === null) return "ended";
  return row.ending.expected ? `finished, ${row.ending.text}` : row.ending.text;
}

/** How the last attempt ended, or why there was none. */
function failureText({ ending, error }: ProcessRow): string {
  if (ending !== null && (error === null || error.startsWith("Exited too quickly"))) {
    return ending.text;
  }
  return error ?? "unknown error";
}

function ago({ ending, since }: ProcessRow, now: number): string {
  const at = ending?.at ?? since;
  return at === null ? "" : `, ${roughDuration(now - at)} ago`;
}

function retryText({ retryAt }: ProcessRow, now: number): string {
  return retryAt === null ? "" : `, next try in ${roughDuration(retryAt - now + 999)}`;
}
