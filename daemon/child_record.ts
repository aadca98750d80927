/**
 * The account that a run keeps of its children.
 *
 * @module
 */

import type { Config } from "#lib/config/config.ts";
import { stateFilePath } from "#lib/supervisor/state_file_path.ts";
import { KillProgram } from "./adapters/process_groups.ts";
import { lookAtProcesses } from "./adapters/process_table.ts";
import type { DaemonHost } from "./daemon_host.ts";
import { settleOrphans, stopRuleOf } from "./orphans.ts";
import type { ManagedProcess } from "./process.ts";
import type { ChildRegister } from "./process_launcher.ts";
import type { StallWatch } from "./stall_watch.ts";
import { StateFile } from "./state_file.ts";

/** What an account is made from. */
export interface ChildRecordParts {
  readonly config: Config;
  readonly host: DaemonHost;
  /** Told what the daemon is doing. */
  readonly stalls: StallWatch;
}

/**
 * Keeps account of children in the state file, for the next daemon if this one is killed. A program
 * that embeds a supervisor keeps none.
 */
export class ChildRecord implements ChildRegister, Disposable {
  readonly #parts: ChildRecordParts;
  readonly #file: StateFile | null;

  constructor(parts: ChildRecordParts) {
    const { config, host } = parts;
    this.#parts = parts;
    this.#file = host.standalone
      ? new StateFile({
        path: stateFilePath(config.supervisord.pidfile),
        uid: host.user.uid,
        log: host.activity.log,
      })
      : null;
  }

  /** Sees to what a daemon that was killed left, and keeps account from now on. */
  async settle(processes: () => readonly ManagedProcess[]): Promise<void> {
    const file = this.#file;
    if (file === null) return;
    const { config, host: { clock, activity, helpers } } = this.#parts;
    const left = file.claim();
    const living = await settleOrphans(left, {
      ...{ clock, log: activity.log, look: lookAtProcesses },
      groups: new KillProgram(helpers.killer),
      kill: config.supervisord.orphans === "kill",
      ruleOf: (child) => stopRuleOf(child, processes()),
    });
    for (const child of left) if (!living.includes(child)) file.remove(child.pid);
  }

  starting({ name }: ManagedProcess): void {
    this.#parts.stalls.enter(`start of ${name}`);
  }

  started({ group, name }: ManagedProcess, pid: number): void {
    this.#file?.add({ pid, group, name, started: this.#parts.host.clock.wall() });
  }

  ended({ name }: ManagedProcess, pid: number): void {
    this.#parts.stalls.enter(`end of ${name}`);
    this.#file?.remove(pid);
  }

  /** Removes the state file. */
  [Symbol.dispose](): void {
    this.#file?.[Symbol.dispose]();
  }
}
