import { EventBus } from "#daemon/event_bus.ts";
import { EventPool, type EventPoolConfig } from "#daemon/event_pool.ts";
import type { PoolMember } from "#daemon/event_pool_member.ts";
import { EventSerials } from "#daemon/event_serials.ts";
import type { LogLevel } from "#lib/config/config.ts";
import type { SupervisorEvent } from "#lib/event/events.ts";
import type { ResultHandler } from "#lib/event/result_handler.ts";
import type { StdinOutcome } from "#lib/ports/spawner.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";

/** A listener process that lives in memory and does what a test says. */
export class FakeMember implements PoolMember {
  readonly name: string;
  /** Notifications that it was sent, whole. */
  readonly received: string[] = [];
  /** What `writeStdin` does. */
  stdin: StdinOutcome = "queued";
  running = false;
  /** Called after each notification, from within `writeStdin`. */
  onWrite: (notification: string) => void = () => {};

  constructor(name: string) {
    this.name = name;
  }

  isRunning(): boolean {
    return this.running;
  }

  writeStdin(data: Uint8Array): StdinOutcome {
    if (this.stdin !== "queued") return this.stdin;
    const notification = new TextDecoder().decode(data);
    this.received.push(notification);
    this.onWrite(notification);
    return "queued";
  }

  /** The serial numbers that it was sent. */
  get serials(): number[] {
    return this.received.map((notification) => Number(/ serial:(\d+) /.exec(notification)![1]));
  }
}

/** A bus with a clock and a log, on which pools can be made. */
export class PoolFixture {
  readonly clock: FakeClock = new FakeClock();
  readonly lines: string[] = [];
  readonly failures: unknown[] = [];
  readonly bus: EventBus = new EventBus({ onError: (error) => void this.failures.push(error) });
  readonly serials: EventSerials = new EventSerials();
  /** Whether the log keeps lines of level debug. */
  debug = true;

  pool(config: Partial<EventPoolConfig> = {}, resultHandler?: ResultHandler): EventPool {
    const { bus, serials, clock } = this;
    const options = { bus, serials, clock, logger: this, identifier: "supervisor" };
    return new EventPool(
      { name: "pool", events: ["EVENT"], bufferSize: 10, processes: [{ name: "cat" }], ...config },
      resultHandler === undefined ? options : { ...options, resultHandler },
    );
  }

  enabled(level: LogLevel): boolean {
    return level !== "debug" || this.debug;
  }

  log = (level: LogLevel, message: string): void => {
    if (this.enabled(level)) this.lines.push(`${level} ${message}`);
  };

  /** The log since the last call. */
  takeLines(): string[] {
    return this.lines.splice(0);
  }

  /** Emits `REMOTE_COMMUNICATION` with this data. */
  remote(data: string): void {
    this.bus.emit(remoteEvent(data));
  }
}

/** A `REMOTE_COMMUNICATION` event. */
export function remoteEvent(data: string): SupervisorEvent {
  return { name: "REMOTE_COMMUNICATION", type: "t", data };
}

/** Starts a member and lets it become RUNNING and READY. */
export function bringUp(pool: EventPool, member: FakeMember): void {
  pool.memberStarted(member);
  member.running = true;
  pool.memberRunning(member);
  say(pool, member, "READY\n");
}

/** Lets a member write `text` to its stdout. */
export function say(pool: EventPool, member: FakeMember, text: string): void {
  pool.memberOutput(member, new TextEncoder().encode(text));
}

/** Lets a member die. */
export function die(pool: EventPool, member: FakeMember): void {
  member.running = false;
  pool.memberEnded(member);
}
