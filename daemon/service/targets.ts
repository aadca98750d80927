import { makeNamespec, splitNamespec } from "#lib/group/namespec.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { Group } from "../group.ts";
import type { ManagedProcess } from "../process.ts";
import type { Supervisor } from "../supervisor.ts";

/** What a name means: one process, or a whole group. */
export type Target =
  | { readonly kind: "process"; readonly process: ManagedProcess }
  | { readonly kind: "group"; readonly group: Group };

/** Finds what a namespec names. @throws {Fault} BAD_NAME */
export function findTarget(supervisor: Supervisor, name: string): Target {
  const spec = splitNamespec(name);
  const group = supervisor.group(spec.group);
  if (group === null) throw Fault.of("BAD_NAME", name);
  if (spec.process === null) return { kind: "group", group };
  const process = group.find(spec.process);
  if (process === null) throw Fault.of("BAD_NAME", name);
  return { kind: "process", process };
}

/** Finds one process; a group is none. @throws {Fault} BAD_NAME */
export function findProcess(supervisor: Supervisor, name: string): ManagedProcess {
  const target = findTarget(supervisor, name);
  if (target.kind === "group") throw Fault.of("BAD_NAME", name);
  return target.process;
}

/** Finds a group. @throws {Fault} BAD_NAME */
export function findGroup(supervisor: Supervisor, name: string): Group {
  const group = supervisor.group(name);
  if (group === null) throw Fault.of("BAD_NAME", name);
  return group;
}

/** The name of a process as `status` shows it. */
export function namespecOf(process: ManagedProcess): string {
  return makeNamespec({ group: process.group, process: process.name });
}
