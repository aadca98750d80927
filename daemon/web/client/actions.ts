/**
 * Buttons of the page's forms, carried out without leaving the page.
 *
 * @module
 */

/// <reference lib="dom" />

import { isFiltering, matches } from "../model/filter.ts";
import type { ProcessRow } from "../model/process_row.ts";
import { actionsFor } from "../views/process_actions.tsx";
import { askFirst } from "./dialogs.ts";
import type { Store } from "./store.ts";

/** What a button asks for. */
export interface Request {
  /** `start`, `stopgroup`, `restartlisted` and so on. */
  readonly action: string;
  /** The parameter that says what with, and its value. */
  readonly target: readonly [key: "processname" | "group", value: string] | null;
}

const VERBS: Readonly<Record<string, string>> = {
  start: "Start",
  stop: "Stop",
  restart: "Restart",
};

/** Takes over all submissions of forms that act. */
export function takeForms(store: Store): void {
  // After the first click there may be another button below the pointer.
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest('button[name="action"]');
    if (button !== null && event.detail > 1) event.preventDefault();
  }, { capture: true });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || button.name !== "action") return;
    event.preventDefault();
    button.closest("details")?.removeAttribute("open");
    const query = new URL(button.formAction).searchParams;
    const group = query.get("group");
    const name = query.get("processname");
    void carryOut(store, {
      action: button.value,
      target: name !== null ? ["processname", name] : group !== null ? ["group", group] : null,
    });
  });
}

/** Does it, asks first when more than one process is meant, and shows what came of it. */
export async function carryOut(store: Store, request: Request): Promise<void> {
  const { action, target } = request;
  const many = target?.[0] !== "processname";
  const names = many ? meant(store, request) : [target[1]];
  const verb = action.replace(/(?:all|group|listed)$/, "");
  if (many && names.length > 1) {
    const label = VERBS[verb] ?? action;
    if (!await askFirst({ title: `${label} ${names.length} processes?`, names, label })) return;
  }
  const listed = action.endsWith("listed");
  const fields = new URLSearchParams({ action, token: store.token.value });
  if (target !== null) fields.set(...target);
  if (listed) { for (const name of names) fields.append("name", name); }
  mark(store, { names, busy: true });
  store.message.value = await send(fields);
  mark(store, { names, busy: false });
}

/** The processes that an action on several would change. */
function meant(store: Store, { action, target }: Request): readonly string[] {
  const filter = store.filter.value;
  const listed = action.endsWith("listed") && isFiltering(filter);
  return store.all.value
    .filter((row) => target === null || row.group === target[1])
    .filter((row) => !listed || matches(row, filter))
    .filter((row) => wouldChange(row, action))
    .map(({ spec }) => spec);
}

function wouldChange({ state }: ProcessRow, action: string): boolean {
  if (action.startsWith("restart")) return true;
  const wanted = action.startsWith("start") ? "start" : "stop";
  return actionsFor(state).some(([possible]) => possible === wanted);
}

async function send(fields: URLSearchParams): Promise<string> {
  try {
    const response = await fetch("index.html", {
      method: "POST",
      headers: { "Accept": "application/json" },
      body: fields,
    });
    const type = response.headers.get("content-type") ?? "";
    if (type.startsWith("application/json")) return (await response.json()).message;
    if (response.status === 503) return "The supervisor is shutting down";
    if (response.status === 403) return strangerText(location.hostname);
    return `The daemon refused: ${response.status} ${response.statusText}`;
  } catch {
    return "The daemon could not be reached. Nothing is known about what was asked.";
  }
}

/** What to do about a server that does not take this page for its own, as behind a proxy. */
function strangerText(name: string): string {
  return `The daemon refused: it takes this page for another site's. It has to get the Host header ` +
    `that the browser sends, or allowed_hosts=${name} in the section of its server.`;
}

function mark(
  store: Store,
  { names, busy }: { readonly names: readonly string[]; readonly busy: boolean },
): void {
  const all = new Set(store.busy.peek());
  for (const name of names) {
    if (busy) all.add(name);
    else all.delete(name);
  }
  store.busy.value = all;
}
