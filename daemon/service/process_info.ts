import { compareText } from "#lib/config/python_text.ts";
import { describeProcess } from "#lib/process/describe.ts";
import { PROCESS_STATE_CODES } from "#lib/process/state.ts";
import type { ProcessInfo } from "#lib/rpc/api.ts";
import { toWireTime } from "#lib/rpc/wire_time.ts";
import type { ManagedProcess } from "../process.ts";

/** What `getProcessInfo` tells of a process; `wall` is now, in wall-clock milliseconds. */
export function processInfo(process: ManagedProcess, wall: number): ProcessInfo {
  const { snapshot, logs } = process;
  const stdoutLog = logs.stdout.path ?? "";
  return {
    name: process.name,
    group: process.group,
    start: toWireTime(snapshot.lastStart),
    stop: toWireTime(snapshot.lastStop),
    now: toWireTime(wall),
    state: PROCESS_STATE_CODES[snapshot.state],
    statename: snapshot.state,
    spawnerr: snapshot.spawnerr ?? "",
    exitstatus: snapshot.exitstatus ?? 0,
    logfile: stdoutLog,
    stdout_logfile: stdoutLog,
    stderr_logfile: logs.stderr.path ?? "",
    pid: snapshot.pid,
    description: describeProcess(snapshot, { name: process.name, wall }),
  };
}

/** The order of `getAllProcessInfo`. */
export function byGroupAndName(a: ManagedProcess, b: ManagedProcess): number {
  return compareText(a.group, b.group) || compareText(a.name, b.name);
}
