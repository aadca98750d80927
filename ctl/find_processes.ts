import { splitNamespec } from "#lib/group/namespec.ts";
import type { ProcessInfo } from "#lib/rpc/api.ts";

/** The processes that a name stands for: one, all of a group, or none. */
export function findProcesses(
  name: string,
  infos: readonly ProcessInfo[],
): readonly ProcessInfo[] {
  const { group, process } = splitNamespec(name);
  return infos.filter((info) =>
    info.group === group && (process === null || info.name === process)
  );
}

/** The line for a name that stands for none. */
export function nobodyLine(name: string): string {
  const { group, process } = splitNamespec(name);
  return process === null ? `${group}: ERROR (no such group)` : `${name}: ERROR (no such process)`;
}
