/**
 * Everything by keys alone.
 *
 * @module
 */

/// <reference lib="dom" />

import { actionsFor } from "../views/process_actions.tsx";
import { carryOut } from "./actions.ts";
import { showKeys } from "./dialogs.ts";
import type { Store } from "./store.ts";

/** What keys can do beside acting. */
export interface KeyParts {
  readonly store: Store;
  openLog(spec: string): void;
  close(): void;
  toggleTrouble(): void;
}

const LINKS = ".process .name a";

/** Listens to keys from now on. */
export function listenToKeys(parts: KeyParts): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") !== null) return;
    if (event.key === "Escape") return escape(parts);
    if (isTyping(event.target)) return;
    if (press(event, parts)) event.preventDefault();
  });
}

/** @returns whether the key meant something */
function press(event: KeyboardEvent, parts: KeyParts): boolean {
  const { store } = parts;
  switch (event.key) {
    case "/":
      document.querySelector<HTMLInputElement>('.filter input[type="search"]')?.select();
      return true;
    case "j":
    case "ArrowDown":
      return move(1, event);
    case "k":
    case "ArrowUp":
      return move(-1, event);
    case "s":
      return act(store, "start");
    case "x":
      return act(store, "stop");
    case "r":
      return act(store, "restart");
    case "w":
      parts.toggleTrouble();
      return true;
    case "l": {
      const spec = current(store);
      if (spec === null) return false;
      parts.openLog(spec);
      return true;
    }
    case "?":
      showKeys();
      return true;
    default:
      return false;
  }
}

/** Moves the focus from row to row. Arrows go on scrolling where no row has it. */
function move(by: 1 | -1, event: KeyboardEvent): boolean {
  const links = [...document.querySelectorAll<HTMLAnchorElement>(LINKS)]
    .filter((link) => link.offsetParent !== null);
  const row = document.activeElement?.closest(".process");
  const at = links.findIndex((link) => link.closest(".process") === row);
  if (at < 0 && event.key.startsWith("Arrow")) return false;
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  links[next]?.focus();
  return true;
}

function act(store: Store, action: "start" | "stop" | "restart"): boolean {
  const spec = current(store);
  const state = spec === null ? undefined : store.row(spec)?.peek().state;
  if (spec === null || state === undefined) return false;
  if (!actionsFor(state).some(([possible]) => possible === action)) return false;
  void carryOut(store, { action, target: ["processname", spec] });
  return true;
}

/** The row that has the focus, else the process whose page is open. */
function current(store: Store): string | null {
  const row = document.activeElement?.closest<HTMLElement>(".process");
  return row?.dataset["spec"] ?? store.selected.peek();
}

/** Leaves a field, then closes what is open. */
function escape(parts: KeyParts): void {
  const active = document.activeElement;
  if (active instanceof HTMLElement && isTyping(active)) active.blur();
  else parts.close();
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return target.type === "search" || target.type === "text";
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}
