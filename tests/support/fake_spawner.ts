/**
 * Children that exist only on paper.
 *
 * @module
 */

import type {
  Child,
  ChildHandlers,
  SignalOutcome,
  Spawner,
  SpawnRequest,
  StdinOutcome,
} from "#lib/ports/spawner.ts";

/** A child on paper: it does what the test says. */
export class FakeChild implements Child {
  readonly pid: number;
  readonly request: SpawnRequest;
  readonly handlers: ChildHandlers;
  readonly signals: string[] = [];
  alive = true;

  constructor(pid: number, request: SpawnRequest, handlers: ChildHandlers) {
    this.pid = pid;
    this.request = request;
    this.handlers = handlers;
  }

  /** The name that the program's environment gives it. */
  get name(): string {
    return this.request.environment["SUPERVISOR_PROCESS_NAME"] ?? "";
  }

  signal(signal: string): SignalOutcome {
    this.signals.push(signal);
    return this.alive ? { kind: "sent" } : { kind: "gone", reason: "ESRCH" };
  }

  writeStdin(_data: Uint8Array): StdinOutcome {
    return this.alive ? "queued" : "closed";
  }

  offerStdin(data: Uint8Array): Promise<StdinOutcome> {
    return Promise.resolve(this.writeStdin(data));
  }

  exit(code: number): void {
    this.alive = false;
    this.handlers.ended({ kind: "code", code });
  }

  die(signal: string): void {
    this.alive = false;
    this.handlers.ended({ kind: "signal", signal, core: false });
  }
}

/** Makes {@linkcode FakeChild}ren and remembers them all. */
export class FakeSpawner implements Spawner {
  readonly children: FakeChild[] = [];

  spawn(request: SpawnRequest, handlers: ChildHandlers): Child {
    const child = new FakeChild(100 + this.children.length, request, handlers);
    this.children.push(child);
    return child;
  }

  /** The latest child of that name. */
  of(name: string): FakeChild {
    const child = this.children.findLast((each) => each.name === name);
    if (child === undefined) throw new Error(`no child '${name}' was spawned`);
    return child;
  }
}
