/**
 * What is asked before an action, and which processes it is about.
 *
 * @module
 */

import { matches, parseFilter } from "../model/filter.ts";
import type { ProcessRow } from "../model/process_row.ts";
import { actionsFor } from "../views/process_actions.tsx";
import type { WebView } from "../view.ts";
import type { Fields } from "./fields.ts";
import type { Task } from "./perform.ts";

/** A question, and what the form that answers it carries. */
export interface Confirmation {
  readonly question: string;
  readonly label: string;
  /** The processes that are meant, when it is not just one. */
  readonly names: readonly string[];
  readonly values: readonly (readonly [name: string, value: string])[];
}

const VERBS: readonly (readonly [prefix: string, verb: string])[] = [
  ["restart", "Restart"],
  ["start", "Start"],
  ["stop", "Stop"],
  ["clearlog", "Clear the log of"],
];

/**
 * The processes that an action on a list is about: those that the body names, or else those that the
 * filter in the address shows and that the action would change.
 */
export function namesFor(
  action: string,
  { fields, rows }: { readonly fields: Fields; rows(): readonly ProcessRow[] },
): readonly string[] {
  if (!action.endsWith("listed")) return [];
  const named = fields.all("name");
  if (named.length > 0) return named;
  const filter = parseFilter(fields);
  return rows().filter((row) => matches(row, filter) && wouldChange(row, action))
    .map(({ spec }) => spec);
}

/** Puts a task as a question. */
export function confirmationOf(task: Task, view: WebView): Confirmation {
  const verb = VERBS.find(([prefix]) => task.action.startsWith(prefix))![1];
  const values: (readonly [string, string])[] = [["action", task.action]];
  const ask = (
    what: string,
    names: readonly string[],
    ...more: readonly (readonly [string, string])[]
  ): Confirmation => ({
    question: `${verb} ${what}?`,
    label: verb.split(" ")[0]!,
    names,
    values: [...values, ...more],
  });
  if ("name" in task) return ask(task.name, [], ["processname", task.name]);
  if ("group" in task) {
    const names = view.groupMembers(task.group) ?? [];
    return ask(`all ${names.length} of ${task.group}`, names, ["group", task.group]);
  }
  if ("names" in task) {
    const { names } = task;
    const what = names.length === 1 ? "this process" : `these ${names.length} processes`;
    return ask(what, names, ...names.map((name) => ["name", name] as const));
  }
  const rows = view.rows().filter((row) => wouldChange(row, task.action));
  const count = rows.length === 1 ? "the only process" : `all ${rows.length} processes`;
  return ask(count, rows.map(({ spec }) => spec));
}

function wouldChange(row: ProcessRow, action: string): boolean {
  if (action.startsWith("restart")) return true;
  const wanted = action.startsWith("start") ? "start" : "stop";
  return actionsFor(row.state).some(([possible]) => possible === wanted);
}
