import type { StdinOutcome } from "#lib/ports/spawner.ts";

/** A listener process, as its pool sees it. The supervision core implements it. */
export interface PoolMember {
  /** Bare process name, as in the group's config. */
  readonly name: string;
  /** Whether the process's state is RUNNING: in no other state does it get an event. */
  isRunning(): boolean;
  /**
   * Queues bytes for the process's stdin and returns at once. They go out whole, in order, and never
   * mixed with other writes (B-40).
   *
   * A pool sends one event at a time and the next after its result. So when nothing waits in the queue, a
   * whole event is to be taken even if it is larger than the queue's bound (which is there for
   * `sendProcessStdin`): an event is at most 8 MB.
   *
   * @returns `closed` when the pipe is known to be closed, `full` when the queue has no room; nothing was
   * queued in either case. When the pipe turns out to be closed later, tell the pool by
   * `memberStdinClosed`.
   */
  writeStdin(data: Uint8Array): StdinOutcome;
}
