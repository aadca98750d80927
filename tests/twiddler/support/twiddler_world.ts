/**
 * A supervisor whose children exist on paper, with the twiddler on top of it.
 *
 * @module
 */

import assert from "node:assert/strict";
import { EventBus } from "#daemon/event_bus.ts";
import { EventSerials } from "#daemon/event_serials.ts";
import { ProcessLauncher } from "#daemon/process_launcher.ts";
import { type OutputStream, ProcessLogs } from "#daemon/process_logs.ts";
import { changeLog } from "#daemon/service/change_log.ts";
import { SupervisorService } from "#daemon/service/service.ts";
import { twiddlerNamespace } from "#daemon/service/twiddler.ts";
import { Supervisor } from "#daemon/supervisor.ts";
import type { GroupConfig } from "#lib/config/config.ts";
import { loadProgram } from "#lib/config/load_program.ts";
import type { SupervisorEvent } from "#lib/event/events.ts";
import { Dispatcher } from "#lib/rpc/dispatch.ts";
import { supervisorNamespace } from "#lib/rpc/namespace.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
import {
  configOf,
  memoryFileSystem,
  memoryHost,
  memoryUsers,
} from "#tests/config/support/memory_ports.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import { FakeSpawner } from "#tests/support/fake_spawner.ts";
import { faultOf } from "#tests/support/fault_of.ts";
import { SILENT_STREAM } from "#tests/support/silent_stream.ts";

/** How the world differs from the usual one. */
export interface WorldOptions {
  /** Value of `whitelist=`, taken apart. */
  readonly whitelist?: readonly string[];
  /** What the file says when it is read again. @default the same */
  readonly changed?: string;
}

/** A running supervisor of the given configuration. */
export class TwiddlerWorld {
  readonly clock: FakeClock = new FakeClock();
  readonly spawner: FakeSpawner = new FakeSpawner();
  readonly events: SupervisorEvent[] = [];
  readonly lines: string[] = [];
  /** For each process whose logs were made, the kind of group that it was told to be in. */
  readonly logged: { readonly name: string; readonly kind: GroupConfig["kind"] }[] = [];
  /** Names of processes whose logs were closed. */
  readonly closed: string[] = [];
  readonly bus: EventBus = new EventBus({ onError: (error) => assert.fail(String(error)) });
  readonly supervisor: Supervisor;
  readonly #dispatcher: Dispatcher;

  constructor(text: string, { whitelist = [], changed = text }: WorldOptions = {}) {
    const config = configOf(text);
    const { bus } = this;
    bus.subscribe((event) => void this.events.push(event));
    const log = (level: string, message: string): void =>
      void this.lines.push(`${level} ${message}`);
    this.supervisor = new Supervisor(config, {
      ...{ clock: this.clock, bus, serials: new EventSerials() },
      logger: { log, enabled: () => true },
      launcher: new ProcessLauncher({
        spawner: this.spawner,
        executables: { probe: () => "executable" },
        ...{ cwd: "/", path: "/bin", serverUrl: () => null, socketOf: () => 3 },
      }),
      groups: { signal: () => assert.fail("no process group is signalled here") },
      sockets: {
        listen: () => assert.fail("no socket is opened here"),
        probe: () => {},
      },
      logsOf: ({ name }, { kind }) => {
        this.logged.push({ name, kind });
        const stream = streamFor(() => void this.closed.push(name));
        return new ProcessLogs({ stdout: stream, stderr: streamFor(() => {}) });
      },
    });
    const service = new SupervisorService({
      ...{ supervisor: this.supervisor, bus, clock: this.clock, log },
      mainLog: { path: null, clear: () => {} },
      ...{ version: "4.2.5", pid: 1, load: () => configOf(changed) },
      restartObstacles: () => Promise.resolve([]),
    });
    const ports = { fs: memoryFileSystem({}), host: memoryHost, users: memoryUsers };
    this.#dispatcher = new Dispatcher({
      namespaces: [
        supervisorNamespace(service),
        twiddlerNamespace({
          ...{ name: "twiddler", whitelist, supervisor: this.supervisor, log },
          loadProgram: (program) =>
            loadProgram({
              ...{ ...program, ...ports },
              config: { path: config.path, supervisord: this.supervisor.settings },
            }),
        }),
      ],
      isShuttingDown: () => this.supervisor.state !== "RUNNING",
      onCall: changeLog(log),
    });
    this.supervisor.createGroups();
    this.supervisor.run();
  }

  /** Calls `twiddler.METHOD`, or a method by its full name. */
  async call(method: string, ...params: readonly RpcValue[]): Promise<unknown> {
    const full = method.includes(".") ? method : `twiddler.${method}`;
    return await this.#dispatcher.call({ method: full, params }, { peer: "test", user: null });
  }

  /** The fault that a call is answered with, `CODE TEXT`. */
  async faultOf(method: string, ...params: readonly RpcValue[]): Promise<string> {
    return await faultOf(this.call(method, ...params));
  }

  /** Lets everything happen that is due, with all its consequences. */
  async settle(milliseconds = 0): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      await Promise.resolve();
      this.clock.advance(turn === 0 ? milliseconds : 0);
    }
  }

  /** `group:name STATE` of every process. */
  get states(): readonly string[] {
    return this.supervisor.processes().map(({ group, name, snapshot }) =>
      `${group}:${name} ${snapshot.state}`
    );
  }

  get spawned(): readonly string[] {
    return this.spawner.children.map(({ name }) => name);
  }
}

function streamFor(closed: () => void): OutputStream {
  return { ...SILENT_STREAM, close: closed };
}
