/**
 * Carrying out what a page asks for, in Supervisor's words (web.md 3).
 *
 * @module
 */

import type { ProcessStatus, SupervisorApi } from "#lib/rpc/api.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import { cTime } from "../words/durations.ts";

/** Actions on everything. */
const ALL_ACTIONS = ["startall", "stopall", "restartall"] as const;
/** Actions on one process. */
const PROCESS_ACTIONS = ["start", "stop", "restart", "clearlog"] as const;
/** Actions on a group. */
const GROUP_ACTIONS = ["startgroup", "stopgroup", "restartgroup"] as const;
/** Actions on processes that are named one by one. */
const LISTED_ACTIONS = ["startlisted", "stoplisted", "restartlisted"] as const;

/** What is to be done, and with what. */
export type Task =
  | { readonly action: (typeof ALL_ACTIONS)[number] }
  | { readonly action: (typeof PROCESS_ACTIONS)[number]; readonly name: string }
  | { readonly action: (typeof GROUP_ACTIONS)[number]; readonly group: string }
  | { readonly action: (typeof LISTED_ACTIONS)[number]; readonly names: readonly string[] };

/** How it went, for people. */
export interface Outcome {
  readonly message: string;
  readonly ok: boolean;
  /** What our own script is told where Supervisor's words hide a failure. */
  readonly instead?: Outcome;
}

/** Processes that are started before others get a turn. */
const STARTS_PER_TURN = 5;

/** The task that `action` names; `null` for an unknown one, or one that lacks its object. */
export function taskOf(
  action: string,
  given: {
    readonly name: string | null;
    readonly group: string | null;
    readonly names: readonly string[];
  },
): Task | null {
  const { name, group, names } = given;
  if (isOneOf(ALL_ACTIONS, action)) return { action };
  if (isOneOf(PROCESS_ACTIONS, action)) return name === null ? null : { action, name };
  if (isOneOf(GROUP_ACTIONS, action)) return group === null ? null : { action, group };
  if (isOneOf(LISTED_ACTIONS, action)) return { action, names };
  return null;
}

/** Does it and waits until it is done. */
export async function perform(
  task: Task,
  options: { readonly api: SupervisorApi; wall(): number },
): Promise<Outcome> {
  const { api, wall } = options;
  switch (task.action) {
    case "startall":
      await api.startAllProcesses();
      return good(`All started at ${cTime(wall())}`);
    case "stopall":
      await api.stopAllProcesses();
      return good(`All stopped at ${cTime(wall())}`);
    case "restartall":
      await api.stopAllProcesses();
      await api.startAllProcesses();
      return good(`All restarted at ${cTime(wall())}`);
    case "start":
      return await start(api, task.name);
    case "stop":
      return await attempt(() => api.stopProcess(task.name), `Process ${task.name} stopped`);
    case "restart":
      return await restart(api, task.name);
    case "clearlog":
      return await attempt(
        () => api.clearProcessLogs(task.name),
        `Log for ${task.name} cleared`,
      );
    case "startgroup":
      return report(`Group ${task.group} started`, await api.startProcessGroup(task.group));
    case "stopgroup":
      return report(`Group ${task.group} stopped`, await api.stopProcessGroup(task.group));
    case "restartgroup":
      await api.stopProcessGroup(task.group);
      return report(`Group ${task.group} restarted`, await api.startProcessGroup(task.group));
    case "startlisted":
      return report(listed(task.names, "started"), await startEach(api, task.names));
    case "stoplisted":
      return report(listed(task.names, "stopped"), await stopEach(api, task.names));
    case "restartlisted":
      await stopEach(api, task.names);
      return report(listed(task.names, "restarted"), await startEach(api, task.names));
  }
}

const START_ERRORS: ReadonlyMap<number, string> = new Map([
  [FAULT_CODES.NO_FILE, "no such file"],
  [FAULT_CODES.NOT_EXECUTABLE, "file not executable"],
  [FAULT_CODES.ALREADY_STARTED, "already started"],
  [FAULT_CODES.SPAWN_ERROR, "spawn error"],
  [FAULT_CODES.ABNORMAL_TERMINATION, "abnormal termination"],
]);

async function start(api: SupervisorApi, name: string): Promise<Outcome> {
  const fault = await settle(() => api.startProcess(name));
  if (fault === null) return good(`Process ${name} started`);
  const reason = START_ERRORS.get(fault.code) ?? unexpected(fault);
  return { message: `ERROR: Process ${name}: ${reason}`, ok: false };
}

/** Supervisor says that it was restarted whatever became of it. */
async function restart(api: SupervisorApi, name: string): Promise<Outcome> {
  await settle(() => api.stopProcess(name));
  const { ok, message } = await start(api, name);
  const words = good(`Process ${name} restarted`);
  return ok ? words : { ...words, instead: { ok, message } };
}

async function attempt(action: () => Promise<unknown>, done: string): Promise<Outcome> {
  const fault = await settle(action);
  return fault === null ? good(done) : { message: unexpected(fault), ok: false };
}

/** The fault that an action ended with, `null` for none. */
async function settle(action: () => Promise<unknown>): Promise<Fault | null> {
  try {
    await action();
    return null;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

async function startEach(
  api: SupervisorApi,
  names: readonly string[],
): Promise<readonly ProcessStatus[]> {
  const pending: Promise<ProcessStatus | null>[] = [];
  for (const name of names) {
    pending.push(statusOf(name, () => api.startProcess(name), FAULT_CODES.ALREADY_STARTED));
    // Spawning holds everything up: let others have their turn.
    if (pending.length % STARTS_PER_TURN === 0) await Promise.race([pending.at(-1), nextTurn()]);
  }
  return (await Promise.all(pending)).filter((status) => status !== null);
}

async function stopEach(
  api: SupervisorApi,
  names: readonly string[],
): Promise<readonly ProcessStatus[]> {
  const statuses = await Promise.all(
    names.map((name) => statusOf(name, () => api.stopProcess(name), FAULT_CODES.NOT_RUNNING)),
  );
  return statuses.filter((status) => status !== null);
}

/** How it went; `null` when there was nothing to do, which the fault `idle` says. */
async function statusOf(
  name: string,
  action: () => Promise<unknown>,
  idle: number,
): Promise<ProcessStatus | null> {
  const fault = await settle(action);
  if (fault === null) return { name, group: name, status: FAULT_CODES.SUCCESS, description: "OK" };
  if (fault.code === idle) return null;
  return { name, group: name, status: fault.code, description: fault.text };
}

function report(done: string, statuses: readonly ProcessStatus[]): Outcome {
  const failed = statuses.filter(({ status }) => status !== FAULT_CODES.SUCCESS);
  if (failed.length === 0) return good(done);
  const words = failed.slice(0, 3).map(({ name, description }) => `${name}: ${description}`);
  const more = failed.length > words.length ? `, and ${failed.length - words.length} more` : "";
  return { message: `ERROR: ${done}, but not ${words.join(", ")}${more}`, ok: false };
}

function listed(names: readonly string[], done: string): string {
  return `${names.length} ${names.length === 1 ? "process" : "processes"} ${done}`;
}

function unexpected(fault: Fault): string {
  return `unexpected rpc fault [${fault.code}] ${fault.text}`;
}

function good(message: string): Outcome {
  return { message, ok: true };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

function isOneOf<T extends string>(words: readonly T[], word: string): word is T {
  return (words as readonly string[]).includes(word);
}
