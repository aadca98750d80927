/**
 * A supervisor that does nothing but remember what it was asked.
 *
 * @module
 */

import type { ConfigInfo, ProcessInfo, ProcessStatus, SupervisorApi } from "#lib/rpc/api.ts";
import { Fault } from "#lib/rpc/fault.ts";

/** A supervisor with two processes, `web:one` and `cat`, and a record of the calls. */
export interface FakeSupervisor extends SupervisorApi {
  /** Method and arguments of each call, in order. */
  readonly calls: (readonly [method: string, ...args: unknown[]])[];
  /** Called with the method's name before each answer; it may wait or throw. */
  before: (method: string) => void | Promise<void>;
}

/** The processes that a fake supervisor reports. */
export function fakeProcesses(): readonly ProcessInfo[] {
  return [processInfo({ name: "cat", group: "cat" }), processInfo({ name: "one", group: "web" })];
}

/** The info of a running process. */
export function processInfo(
  given: Partial<ProcessInfo> & Pick<ProcessInfo, "name" | "group">,
): ProcessInfo {
  return {
    start: 1_795_000_000,
    stop: 0,
    now: 1_795_000_005,
    state: 20,
    statename: "RUNNING",
    spawnerr: "",
    exitstatus: 0,
    logfile: `/var/log/${given.name}.log`,
    stdout_logfile: `/var/log/${given.name}.log`,
    stderr_logfile: "",
    pid: 4711,
    description: "pid 4711, uptime 0:00:05",
    ...given,
  };
}

/** Answers at once; unknown names fault with BAD_NAME. */
export function fakeSupervisor(
  processes: readonly ProcessInfo[] = fakeProcesses(),
): FakeSupervisor {
  const statuses: readonly ProcessStatus[] = [
    { name: "one", group: "web", status: 80, description: "OK" },
  ];
  const configs: readonly ConfigInfo[] = [];
  const known = (name: string): ProcessInfo => {
    const info = processes.find((info) => [info.name, `${info.group}:${info.name}`].includes(name));
    if (info === undefined) throw Fault.of("BAD_NAME", name);
    return info;
  };
  const answers: {
    readonly [K in keyof SupervisorApi]: (
      ...args: Parameters<SupervisorApi[K]>
    ) => Awaited<ReturnType<SupervisorApi[K]>>;
  } = {
    getAPIVersion: () => "3.0",
    getSupervisorVersion: () => "4.2.5",
    getIdentification: () => "supervisor",
    getState: () => ({ statecode: 1, statename: "RUNNING" }),
    getPID: () => 7808,
    readLog: () => "log\n",
    clearLog: () => true,
    shutdown: () => true,
    restart: () => true,
    reloadConfig: () => [[["new"], [], ["old"]]],
    addProcessGroup: () => true,
    removeProcessGroup: () => true,
    startProcess: (name) => name.endsWith(":*") ? statuses : known(name) && true,
    startProcessGroup: () => statuses,
    startAllProcesses: () => statuses,
    stopProcess: (name) => name.endsWith(":*") ? statuses : known(name) && true,
    stopProcessGroup: () => statuses,
    stopAllProcesses: () => statuses,
    signalProcess: (name) => known(name) && true,
    signalProcessGroup: () => statuses,
    signalAllProcesses: () => statuses,
    getProcessInfo: known,
    getAllProcessInfo: () => processes,
    getAllConfigInfo: () => configs,
    readProcessStdoutLog: () => "out\n",
    readProcessStderrLog: () => "err\n",
    tailProcessStdoutLog: () => ["out\n", 4, false],
    tailProcessStderrLog: () => ["", 0, false],
    clearProcessLogs: () => true,
    clearAllProcessLogs: () => statuses,
    sendProcessStdin: (name) => known(name) && true,
    sendRemoteCommEvent: () => true,
  };
  const fake = { calls: [] as unknown[], before: () => {} } as unknown as FakeSupervisor;
  for (const [method, answer] of Object.entries(answers)) {
    const call = async (...args: unknown[]): Promise<unknown> => {
      fake.calls.push([method, ...args]);
      await fake.before(method);
      return Reflect.apply(answer, undefined, args);
    };
    Object.defineProperty(fake, method, { value: call });
  }
  return fake;
}
