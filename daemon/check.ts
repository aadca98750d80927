/**
 * `denvisord --check`: reads a configuration as the daemon would and prints what it finds, without
 * starting anything.
 *
 * @module
 */

import type { DaemonCommandLine } from "#lib/config/command_line.ts";
import type { Notice } from "#lib/config/config.ts";
import { loadConfig } from "#lib/config/load.ts";
import { type OneWay, oneWayOptions } from "#lib/config/one_way.ts";
import { placeOf, subjectOf } from "#lib/config/problem.ts";
import type { Problem } from "#lib/config/problem.ts";
import type { FileSystem, Host } from "#lib/ports/file_system.ts";
import type { Users } from "#lib/ports/users.ts";

/** What is to be checked, and how the result is shown. */
export interface CheckRequest {
  readonly commandLine: DaemonCommandLine;
  readonly json: boolean;
  /** Warnings make the exit status 1. */
  readonly strict: boolean;
  readonly fs: FileSystem;
  readonly host: Host;
  readonly users: Users;
  readonly argv0?: string;
  /** Receives the report, whole lines with their newlines. */
  readonly print: (text: string) => void;
}

/** One line of the report. */
export interface CheckFinding {
  readonly severity: "error" | "warning" | "note" | "info";
  /** What kind of notice it is, `one-way` for a note, `null` for an error. */
  readonly code: string | null;
  readonly message: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly section: string | null;
  readonly option: string | null;
}

/** Prints the report. Returns the exit status: 0 in order, 1 warnings with `strict`, 2 errors. */
export function runCheck(request: CheckRequest): 0 | 1 | 2 {
  const loaded = loadConfig(request);
  const notices = loaded.ok ? loaded.config.notices : loaded.notices;
  const problems = loaded.ok ? [] : loaded.problems;
  const oneWay = loaded.ok ? oneWayOptions(loaded.config.servers) : [];
  const findings = [
    ...problems.map(fromProblem),
    ...notices.map(fromNotice),
    ...oneWay.map(fromOneWay),
  ].sort(byPlace);
  const errors = findings.filter((finding) => finding.severity === "error").length;
  const warnings = findings.filter((finding) => finding.severity === "warning").length;
  if (request.json) {
    const report = { ok: loaded.ok, errors, warnings, findings };
    request.print(JSON.stringify(report, null, 2) + "\n");
  } else {
    const shown = findings.filter((finding) => finding.severity !== "info");
    for (const finding of shown) request.print(findingLine(finding));
    request.print(`${count(errors, "error")}, ${count(warnings, "warning")}\n`);
  }
  if (!loaded.ok) return 2;
  return request.strict && warnings > 0 ? 1 : 0;
}

function fromProblem(problem: Problem): CheckFinding {
  const { file, line, section, option } = problem;
  const message = oneLine(problem.message);
  return { severity: "error", code: null, message, file, line, section, option };
}

function fromNotice(notice: Notice): CheckFinding {
  return {
    severity: notice.level === "warn" ? "warning" : "info",
    code: notice.code,
    message: oneLine(notice.message),
    file: notice.origin?.file ?? null,
    line: notice.origin?.line ?? null,
    section: null,
    option: null,
  };
}

function fromOneWay({ section, option, message, origin }: OneWay): CheckFinding {
  return { severity: "note", code: "one-way", message, ...origin, section, option };
}

function oneLine(message: string): string {
  return message.replace(/\s*\n\s*/g, " ");
}

/** By file in the order of their names, then by line; what has no place comes first. */
function byPlace(left: CheckFinding, right: CheckFinding): number {
  const leftFile = left.file ?? "";
  const rightFile = right.file ?? "";
  if (leftFile !== rightFile) return leftFile < rightFile ? -1 : 1;
  return (left.line ?? 0) - (right.line ?? 0);
}

function findingLine(finding: CheckFinding): string {
  const place = placeOf(finding);
  const subject = subjectOf(finding);
  return `${place === null ? "" : `${place}: `}${finding.severity}: ${subject}${finding.message}\n`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
