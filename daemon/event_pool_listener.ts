import { ListenerProtocol, type ListenerStep, type Verdict } from "#lib/event/listener_protocol.ts";
import type { ResultHandler } from "#lib/event/result_handler.ts";
import { bytesRepr, decodeOrDescribe, stringRepr } from "#lib/event/undecodable.ts";
import type { Clock, Timer } from "#lib/ports/clock.ts";
import type { Logger } from "#lib/ports/logger.ts";
import type { StdinOutcome } from "#lib/ports/spawner.ts";
import type { PoolMember } from "./event_pool_member.ts";
import type { PooledEvent } from "./event_pooled.ts";

/** What a {@linkcode PoolListener} works with. */
export interface PoolListenerOptions {
  /** The activity log. */
  readonly logger: Logger;
  /** For pauses. */
  readonly clock: Clock;
  /** Judges results. */
  readonly resultHandler: ResultHandler;
  /** Called when a member whose stdin was full should be tried again. */
  drained(): void;
}

/** How long a member with a full stdin is passed over. */
const FULL_PAUSE_MS = 100;

/** One place of a pool: the process that fills it now, its protocol state and the event it holds. */
export class PoolListener {
  /** The conversation with it. */
  readonly protocol: ListenerProtocol;
  readonly #name: string;
  readonly #options: PoolListenerOptions;
  #member: PoolMember | null = null;
  /** Its pipe is broken: nothing more is sent until it is started again. */
  #stdinClosed = false;
  #full: Timer | null = null;
  /** The event that was sent and has no result yet. */
  held: PooledEvent | null = null;

  /** Makes an empty place; `name` is that of the process in the config. */
  constructor(name: string, options: PoolListenerOptions) {
    this.#name = name;
    this.#options = options;
    this.protocol = new ListenerProtocol((result) => {
      // BUSY is entered only with an event in hand.
      return options.resultHandler(this.held!.notification, result);
    });
  }

  /** The living process, `null` when there is none. */
  get member(): PoolMember | null {
    return this.#member;
  }

  /** A process was spawned. */
  begin(member: PoolMember): void {
    this.end();
    this.#member = member;
  }

  /** The process is gone; what its descendants may still write is nobody's business. */
  end(): void {
    this.#member = null;
    this.#stdinClosed = false;
    this.#full?.cancel();
    this.#full = null;
    this.protocol.reset();
  }

  /** Whether it may take an event now or later in this life. */
  isInService(): boolean {
    return this.#member !== null && !this.#stdinClosed && this.protocol.state !== "UNKNOWN" &&
      this.#member.isRunning();
  }

  /** Whether an event can be sent to it. */
  isFree(): boolean {
    return this.#member !== null && !this.#stdinClosed && this.#full === null &&
      this.protocol.state === "READY" && this.#member.isRunning();
  }

  /**
   * Hands an event over; `false` when the pipe is closed or full.
   *
   * @throws what `writeStdin` throws, as if the event had never been sent.
   */
  send(event: PooledEvent, bytes: Uint8Array): boolean {
    // Before the write: whoever answers from within it must find the listener BUSY.
    this.held = event;
    this.protocol.eventSent();
    let outcome: StdinOutcome = "closed";
    try {
      outcome = this.#member?.writeStdin(bytes) ?? "closed";
    } finally {
      if (outcome !== "queued") {
        this.held = null;
        this.protocol.eventReturned();
      }
    }
    if (outcome === "queued") {
      this.#debug(() => `event ${event.serial} sent to listener ${this.#name}`);
    } else if (outcome === "full") this.#passOver(event);
    else this.#loseStdin(event);
    return outcome === "queued";
  }

  /** Its stdin turned out to be closed. The event in hand, which it cannot have got, stays in `held`. */
  pipeBroke(): void {
    this.#stdinClosed = true;
    if (this.held === null) return;
    this.protocol.eventReturned();
    this.#loseStdin(this.held);
  }

  /** What the listener wrote, as the log shows every stream at level debug. */
  logOutput(chunk: Uint8Array): void {
    this.#debug(() => `${stringRepr(this.#name)} stdout output:\n${bytesRepr(chunk)}`);
  }

  /** What happened, in Supervisor's words. */
  logStep(step: ListenerStep): void {
    switch (step.kind) {
      case "bad-result-line":
        return this.#warn(`bad result line: '${decodeOrDescribe(step.line)}'`);
      case "result":
        return this.#logVerdict(step.verdict);
      case "transition":
        this.#debug(() => `${this.#name}: ${step.from} -> ${step.to}`);
        if (step.to === "UNKNOWN") {
          this.#warn(
            "has entered the UNKNOWN state and will no longer receive events, this usually " +
              "indicates the process violated the eventlistener protocol",
          );
        }
    }
  }

  #loseStdin(event: PooledEvent): void {
    this.#stdinClosed = true;
    this.#debug(() =>
      `epipe occurred while sending event ${event.serial} to listener ${this.#name}, ` +
      "listener state unchanged"
    );
  }

  #passOver(event: PooledEvent): void {
    this.#debug(() =>
      `stdin of listener ${this.#name} is full, event ${event.serial} not sent, ` +
      "listener state unchanged"
    );
    this.#full = this.#options.clock.after(FULL_PAUSE_MS, () => {
      this.#full = null;
      this.#options.drained();
    });
  }

  #logVerdict(verdict: Verdict): void {
    switch (verdict.kind) {
      case "accepted":
        return this.#debug(() => `${this.#name}: event was processed`);
      case "rejected":
        return this.#warn("event was rejected");
      case "failed":
        this.#warn("event caused an error");
        this.#options.logger.log("error", `${this.#name}: result handler failed: ${verdict.error}`);
    }
  }

  #warn(what: string): void {
    this.#options.logger.log("warn", `${this.#name}: ${what}`);
  }

  #debug(message: () => string): void {
    if (this.#options.logger.enabled("debug")) this.#options.logger.log("debug", message());
  }
}
