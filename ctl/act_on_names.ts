/**
 * Doing the same to every process that was named: `all`, `group:*` or one by one (`CTL-030`).
 *
 * @module
 */

import { splitNamespec } from "#lib/group/namespec.ts";
import type { ProcessStatus } from "#lib/rpc/api.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "./command.ts";
import { EXIT_STATUS, exitStatusOf } from "./exit_status.ts";
import { hintNames } from "./hints.ts";
import { expandPatterns, isPattern } from "./name_patterns.ts";
import { type Action, type ProcessResult, resultLine } from "./process_result.ts";
import { withProgress } from "./progress.ts";

/** The calls behind an action. */
export interface ActionCalls {
  all(): Promise<readonly ProcessStatus[]>;
  /** `null` where groups are not understood: the daemon is asked for a process of that name. */
  readonly group: ((name: string) => Promise<readonly ProcessStatus[]>) | null;
  process(name: string): Promise<unknown>;
}

/** How an action is carried out. */
export interface ActionPlan {
  readonly action: Action;
  readonly names: readonly string[];
  readonly calls: ActionCalls;
  /** The fault code that leaves the exit status alone, `null` for none. */
  readonly ignored: number | null;
  /** Exit status for a group that does not exist. @default 1 */
  readonly unknownGroup?: number;
}

/** Carries out a plan: a line for each result, the last failure sets the exit status (ctl.md 3). */
export async function actOnNames(invocation: Invocation, plan: ActionPlan): Promise<void> {
  if (plan.names.includes("all")) {
    const results = await withProgress(invocation, {
      action: plan.action,
      target: "all processes",
      work: plan.calls.all(),
    });
    for (const result of results) tell(invocation, plan, result);
    return;
  }
  const unknown: string[] = [];
  for (const name of await resolved(invocation, plan.names)) {
    const { group, process } = splitNamespec(name);
    const callGroup = process === null ? plan.calls.group : null;
    const known = callGroup === null
      ? await actOnProcess(invocation, plan, name)
      : await actOnGroup(invocation, plan, { group, call: callGroup });
    if (!known) unknown.push(name);
  }
  await hintNames(invocation.session, unknown);
}

async function resolved(
  invocation: Invocation,
  names: readonly string[],
): Promise<readonly string[]> {
  if (!names.some(isPattern)) return names;
  return expandPatterns(names, await invocation.session.api.getAllProcessInfo());
}

/** `false` when there is no such group. */
async function actOnGroup(
  invocation: Invocation,
  plan: ActionPlan,
  target: { readonly group: string; readonly call: NonNullable<ActionCalls["group"]> },
): Promise<boolean> {
  const { group } = target;
  try {
    const results = await withProgress(invocation, {
      action: plan.action,
      target: `${group}:*`,
      work: target.call(group),
    });
    for (const result of results) tell(invocation, plan, result);
    return true;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== FAULT_CODES.BAD_NAME) throw error;
    const record = { group, name: null, status: error.code, description: error.text };
    invocation.report.item(
      { action: plan.action, ...record },
      `${group}: ERROR (no such group)`,
      "bad",
    );
    invocation.session.fail(plan.unknownGroup ?? EXIT_STATUS.GENERIC);
    return false;
  }
}

/** `false` when there is no such process. */
async function actOnProcess(
  invocation: Invocation,
  plan: ActionPlan,
  name: string,
): Promise<boolean> {
  const { group, process } = splitNamespec(name);
  let status: number = FAULT_CODES.SUCCESS;
  let description = "OK";
  try {
    await withProgress(invocation, {
      action: plan.action,
      target: name,
      work: plan.calls.process(name),
    });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    status = error.code;
    description = error.text;
  }
  tell(invocation, plan, { group, name: process, status, description });
  return status !== FAULT_CODES.BAD_NAME;
}

function tell(invocation: Invocation, plan: ActionPlan, result: ProcessResult): void {
  const line = resultLine(plan.action, result);
  const { group, name, status, description } = result;
  const failed = exitStatusOf(status, plan.ignored);
  invocation.report.item(
    { action: plan.action, group, name, status, description },
    line,
    status === FAULT_CODES.SUCCESS ? "good" : failed === null ? "busy" : "bad",
  );
  invocation.session.fail(failed);
}
