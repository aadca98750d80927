/**
 * The status page as plain HTML: all processes in one table, nothing that acts.
 *
 * @module
 */

import { makeNamespec } from "#lib/group/namespec.ts";
import type { ProcessState } from "#lib/process/state.ts";
import type { ProcessInfo } from "#lib/rpc/api.ts";
import { escapeHtml } from "./html.ts";

/** What the page shows. */
export interface StatusPage {
  /** In the order of the rows. */
  readonly processes: readonly ProcessInfo[];
  readonly identifier: string;
  /** Shown above the table, `null` for nothing. */
  readonly message: string | null;
}

/** The whole page. Its links are relative, so that it works behind a path prefix (`WEB-018`). */
export function renderStatusPage(page: StatusPage): string {
  const message = page.message === null ? "" : `<p>${escapeHtml(page.message)}</p>\n`;
  const table = page.processes.length === 0
    ? "<p>No programs to manage</p>"
    : `<table>\n${TABLE_HEAD}\n${page.processes.map(row).join("\n")}\n</tbody></table>`;
  return document(page.identifier, `${message}${table}`);
}

/** The page while the daemon is on its way down (B-41). */
export function renderShuttingDown(): string {
  return document("supervisor", "<p>The supervisor is shutting down.</p>");
}

const TABLE_HEAD =
  "<thead><tr><th>State</th><th>Description</th><th>Name</th><th>Action</th></tr></thead><tbody>";

function document(title: string, content: string): string {
  const escaped = escapeHtml(title);
  return `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>${escaped}</title></head>
<body>
<h1>${escaped}</h1>
${content}
</body>
</html>
`;
}

function row(info: ProcessInfo, index: number): string {
  const name = makeNamespec({ group: info.group, process: info.name });
  const log = `logtail/${encodeURIComponent(name)}`;
  return [
    `<tr${index % 2 === 1 ? ' class="shade"' : ""}>`,
    `<td class="status"><span class="${stateClass(info.statename)}">`,
    `${info.statename.toLowerCase()}</span></td>`,
    `<td>${escapeHtml(info.description)}</td><td>${escapeHtml(name)}</td>`,
    `<td><a href="${log}">Tail -f Stdout</a> <a href="${log}/stderr">Tail -f Stderr</a></td></tr>`,
  ].join("");
}

function stateClass(state: ProcessState): string {
  if (state === "RUNNING") return "statusrunning";
  return state === "FATAL" || state === "BACKOFF" ? "statuserror" : "statusnominal";
}
