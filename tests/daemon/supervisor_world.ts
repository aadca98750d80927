/**
 * A supervisor without a system around it.
 *
 * @module
 */

import assert from "node:assert/strict";
import { EventBus } from "#daemon/event_bus.ts";
import { EventSerials } from "#daemon/event_serials.ts";
import { ProcessLauncher } from "#daemon/process_launcher.ts";
import { type OutputStream, ProcessLogs } from "#daemon/process_logs.ts";
import { Supervisor } from "#daemon/supervisor.ts";
import type { GroupConfig } from "#lib/config/config.ts";
import type { SupervisorEvent } from "#lib/event/events.ts";
import type { Spawner } from "#lib/ports/spawner.ts";
import { configOf } from "#tests/support/configs.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { FakeSpawner } from "#tests/support/fake_spawner.ts";
import { SILENT_STREAM } from "#tests/support/silent_stream.ts";

/** What a world can have otherwise. */
export interface WorldOptions {
  /** In place of the world's own, which makes children that exist only on paper. */
  readonly spawner?: Spawner;
  /** The standard output of every process. @default silence */
  readonly stdout?: OutputStream;
}

/** A supervisor on a fake clock, whose children exist only on paper; it runs from the start. */
export class SupervisorWorld {
  readonly clock: FakeClock = new FakeClock();
  readonly spawner: FakeSpawner = new FakeSpawner();
  readonly events: SupervisorEvent[] = [];
  readonly lines: string[] = [];
  readonly supervisor: Supervisor;

  constructor(
    groups: readonly GroupConfig[],
    { spawner, stdout = SILENT_STREAM }: WorldOptions = {},
  ) {
    const bus = new EventBus({ onError: (error) => assert.fail(String(error)) });
    bus.subscribe((event) => void this.events.push(event));
    this.supervisor = new Supervisor(configOf(groups), {
      clock: this.clock,
      logger: {
        log: (level, message) => void this.lines.push(`${level} ${message}`),
        enabled: () => true,
      },
      bus,
      serials: new EventSerials(),
      launcher: new ProcessLauncher({
        spawner: spawner ?? this.spawner,
        executables: { probe: () => "executable" },
        cwd: "/",
        path: "/bin",
        serverUrl: () => "unix:///s",
        socketOf: () => null,
      }),
      groups: { signal: () => assert.fail("no group is signalled here") },
      sockets: {
        listen: () => assert.fail("no socket is opened here"),
        probe: () => assert.fail("no socket is opened here"),
      },
      logsOf: () => new ProcessLogs({ stdout, stderr: SILENT_STREAM }),
    });
    this.supervisor.createGroups();
    this.supervisor.run();
  }

  /** Lets everything happen that is due, with all its consequences. */
  async settle(milliseconds = 0): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      await Promise.resolve();
      this.clock.advance(turn === 0 ? milliseconds : 0);
    }
  }

  /** Names of all children so far. */
  get spawned(): string[] {
    return this.spawner.children.map((child) => child.name);
  }
}
