/**
 * What can be asked of the daemon, over any door.
 *
 * @module
 */

import { compareText } from "#lib/config/python_text.ts";
import type { Config } from "#lib/config/config.ts";
import { diffGroups } from "#lib/config/diff.ts";
import type { Clock } from "#lib/ports/clock.ts";
import type { Log } from "#lib/ports/logger.ts";
import type {
  ConfigChanges,
  ConfigInfo,
  LogTail,
  ProcessInfo,
  ProcessStatus,
  StateInfo,
  SupervisorApi,
} from "#lib/rpc/api.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { EventBus } from "../event_bus.ts";
import { FcgiSocketError } from "../fcgi_socket.ts";
import { readLogText } from "../output/log_reader.ts";
import type { ManagedProcess } from "../process.ts";
import type { Supervisor } from "../supervisor.ts";
import { configInfo } from "./config_info.ts";
import { forEachProcess, signalProcess, startProcess, stopProcess } from "./control.ts";
import { signalEach, startEach, stopEach } from "./fleet.ts";
import {
  clearMainLog,
  clearProcessLogs,
  type MainLog,
  readProcessLog,
  tailProcessLog,
} from "./logs.ts";
import { byGroupAndName, processInfo } from "./process_info.ts";
import { findGroup, findProcess, findTarget } from "./targets.ts";

/** What the service works with. */
export interface ServiceParts {
  readonly supervisor: Supervisor;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly log: Log;
  readonly mainLog: MainLog;
  /** The Supervisor version that this daemon stands for. */
  readonly version: string;
  readonly pid: number;
  /** Reads the config anew. @throws {Fault} CANT_REREAD */
  load(): Config;
  /** What would keep a restart with that config from coming back, each as a sentence. */
  restartObstacles(config: Config): Promise<readonly string[]>;
}

/** {@linkcode SupervisorApi} over a {@linkcode Supervisor} in the same process. */
export class SupervisorService implements SupervisorApi {
  readonly #parts: ServiceParts;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
  }

  getAPIVersion(): Promise<string> {
    return Promise.resolve("3.0");
  }

  getSupervisorVersion(): Promise<string> {
    return Promise.resolve(this.#parts.version);
  }

  getIdentification(): Promise<string> {
    return Promise.resolve(this.#supervisor.settings.identifier);
  }

  getState(): Promise<StateInfo> {
    return Promise.resolve({ statecode: 1, statename: "RUNNING" });
  }

  getPID(): Promise<number> {
    return Promise.resolve(this.#parts.pid);
  }

  readLog(offset: number, length: number): Promise<string> {
    return readLogText(this.#parts.mainLog.path, { offset, length });
  }

  clearLog(): Promise<true> {
    return clearMainLog(this.#parts.mainLog);
  }

  shutdown(): Promise<true> {
    this.#supervisor.end("shutdown");
    return Promise.resolve(true);
  }

  async restart(): Promise<true> {
    // A daemon that cannot read its config would not come back (B-07), nor one that cannot listen.
    const obstacles = await this.#parts.restartObstacles(this.#parts.load());
    if (obstacles.length > 0) throw Fault.of("FAILED", obstacles.join("; "));
    this.#supervisor.end("restart");
    return true;
  }

  async reloadConfig(): Promise<ConfigChanges> {
    const config = this.#parts.load();
    this.#supervisor.adopt(config);
    const active = this.#supervisor.groups.map((group) => group.config);
    const { added, changed, removed } = diffGroups(active, config.groups);
    return [[added, changed, removed]];
  }

  async addProcessGroup(name: string): Promise<true> {
    const config = this.#supervisor.configured.find((group) => group.name === name);
    if (config === undefined) throw Fault.of("BAD_NAME", name);
    if (this.#supervisor.group(name) !== null) throw Fault.of("ALREADY_ADDED", name);
    try {
      this.#supervisor.addGroup(config);
    } catch (error) {
      if (error instanceof FcgiSocketError) throw Fault.of("FAILED", error.message);
      throw error;
    }
    return true;
  }

  async removeProcessGroup(name: string): Promise<true> {
    const group = findGroup(this.#supervisor, name);
    if (group.unstopped().length > 0) throw Fault.of("STILL_RUNNING", name);
    this.#supervisor.removeGroup(group);
    return true;
  }

  async startProcess(name: string, wait = true): Promise<true | readonly ProcessStatus[]> {
    await this.#startsAllowed();
    const target = findTarget(this.#supervisor, name);
    if (target.kind === "group") return this.startProcessGroup(target.group.name, wait);
    return startProcess(target.process, { name, wait });
  }

  async startProcessGroup(name: string, wait = true): Promise<readonly ProcessStatus[]> {
    await this.#startsAllowed();
    return startEach(findGroup(this.#supervisor, name).byPriority(), { ...this.#parts, wait });
  }

  async startAllProcesses(wait = true): Promise<readonly ProcessStatus[]> {
    await this.#startsAllowed();
    return startEach(this.#allByPriority(), { ...this.#parts, wait });
  }

  async stopProcess(name: string, wait = true): Promise<true | readonly ProcessStatus[]> {
    const target = findTarget(this.#supervisor, name);
    if (target.kind === "group") return this.stopProcessGroup(target.group.name, wait);
    return stopProcess(target.process, { ...this.#parts, name, wait });
  }

  async stopProcessGroup(name: string, wait = true): Promise<readonly ProcessStatus[]> {
    return stopEach(findGroup(this.#supervisor, name).byPriority(), { ...this.#parts, wait });
  }

  stopAllProcesses(wait = true): Promise<readonly ProcessStatus[]> {
    return stopEach(this.#allByPriority(), { ...this.#parts, wait });
  }

  async signalProcess(name: string, signal: string): Promise<true | readonly ProcessStatus[]> {
    const target = findTarget(this.#supervisor, name);
    if (target.kind === "group") return this.signalProcessGroup(target.group.name, signal);
    return signalProcess(target.process, { name, signal });
  }

  async signalProcessGroup(name: string, signal: string): Promise<readonly ProcessStatus[]> {
    return signalEach(findGroup(this.#supervisor, name).byPriority(), { ...this.#parts, signal });
  }

  signalAllProcesses(signal: string): Promise<readonly ProcessStatus[]> {
    return signalEach(this.#allByPriority(), { ...this.#parts, signal });
  }

  async getProcessInfo(name: string): Promise<ProcessInfo> {
    return processInfo(this.#process(name), this.#parts.clock.wall());
  }

  getAllProcessInfo(): Promise<readonly ProcessInfo[]> {
    const wall = this.#parts.clock.wall();
    const processes = this.#supervisor.processes().toSorted(byGroupAndName);
    return Promise.resolve(processes.map((process) => processInfo(process, wall)));
  }

  getAllConfigInfo(): Promise<readonly ConfigInfo[]> {
    const infos = this.#supervisor.configured.flatMap((group) => {
      const active = this.#supervisor.group(group.name);
      return group.processes.map((process) => {
        // AUTO paths belong to the config that the running group was made from.
        const logs = active?.config === group ? active.find(process.name)?.logs : undefined;
        const use = {
          inuse: active !== null,
          stdoutPath: logs?.stdout.path ?? null,
          stderrPath: logs?.stderr.path ?? null,
        };
        return configInfo(process, { group, use });
      });
    });
    return Promise.resolve(infos.toSorted((a, b) => compareText(a.name, b.name)));
  }

  async readProcessStdoutLog(name: string, offset: number, length: number): Promise<string> {
    return readProcessLog(this.#process(name), { channel: "stdout", offset, length });
  }

  async readProcessStderrLog(name: string, offset: number, length: number): Promise<string> {
    return readProcessLog(this.#process(name), { channel: "stderr", offset, length });
  }

  async tailProcessStdoutLog(name: string, offset: number, length: number): Promise<LogTail> {
    return tailProcessLog(this.#process(name), { channel: "stdout", offset, length });
  }

  async tailProcessStderrLog(name: string, offset: number, length: number): Promise<LogTail> {
    return tailProcessLog(this.#process(name), { channel: "stderr", offset, length });
  }

  async clearProcessLogs(name: string): Promise<true> {
    return clearProcessLogs(this.#process(name), name);
  }

  clearAllProcessLogs(): Promise<readonly ProcessStatus[]> {
    return forEachProcess(this.#allByPriority(), {
      clock: this.#parts.clock,
      applies: () => true,
      action: async (process, name) => clearProcessLogs(process, name),
    });
  }

  async sendProcessStdin(name: string, chars: string): Promise<true> {
    const process = this.#process(name);
    const { pid, state } = process.snapshot;
    if (pid === 0 || state === "STOPPING") throw Fault.of("NOT_RUNNING", name);
    switch (await process.sendStdin(new TextEncoder().encode(chars))) {
      case "queued":
        return true;
      case "closed":
        throw Fault.of("NO_FILE", name);
      case "full":
        throw Fault.of("FAILED", `${name} does not read its standard input, nothing was queued`);
    }
  }

  sendRemoteCommEvent(type: string, data: string): Promise<true> {
    this.#parts.bus.emit({ name: "REMOTE_COMMUNICATION", type, data });
    return Promise.resolve(true);
  }

  /** Resolves when what a killed daemon left is settled. @throws {Fault} SHUTDOWN_STATE */
  async #startsAllowed(): Promise<void> {
    if (this.#supervisor.held === null) return;
    await this.#supervisor.held;
    if (this.#supervisor.state !== "RUNNING") throw Fault.of("SHUTDOWN_STATE");
  }

  get #supervisor(): Supervisor {
    return this.#parts.supervisor;
  }

  /** Every process by the priority of its group, then by its own. */
  #allByPriority(): readonly ManagedProcess[] {
    return this.#supervisor.groups.flatMap((group) => group.byPriority());
  }

  /** @throws {Fault} BAD_NAME */
  #process(name: string): ManagedProcess {
    return findProcess(this.#supervisor, name);
  }
}
