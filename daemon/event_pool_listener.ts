import { ListenerProtocol, type ListenerStep, type Verdict } from "#lib/event/listener_protocol.ts";
import type { ResultHandler } from "#lib/event/result_handler.ts";
import { bytesRepr, decodeOrDescribe, stringRepr } from "#lib/event/undecodable.ts";
import type { EventLog } from "./event_log.ts";
import type { PoolMember } from "./event_pool_member.ts";
import type { PooledEvent } from "./event_pooled.ts";

/** What a {@linkcode PoolListener} works with. */
export interface PoolListenerOptions {
  readonly log: EventLog;
  readonly resultHandler: ResultHandler;
}

/** One place of a pool: the process that fills it now, its protocol state and the event it holds. */
export class PoolListener {
  readonly protocol: ListenerProtocol;
  readonly #name: string;
  readonly #log: EventLog;
  #member: PoolMember | null = null;
  /** The event that was sent and has no result yet. */
  held: PooledEvent | null = null;
  /** Its pipe is broken: nothing more is sent until it is started again. */
  stdinClosed = false;

  constructor(name: string, options: PoolListenerOptions) {
    this.#name = name;
    this.#log = options.log;
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
    this.#member = member;
    this.stdinClosed = false;
    this.protocol.reset();
  }

  /** The process is gone; what its descendants may still write is nobody's business. */
  end(): void {
    this.#member = null;
    this.protocol.reset();
  }

  /** Whether an event can be sent to it. */
  isFree(): boolean {
    return this.#member !== null && !this.stdinClosed && this.protocol.state === "READY" &&
      this.#member.isRunning();
  }

  /**
   * Hands an event over; `false` when the pipe is closed.
   *
   * @throws what `writeStdin` throws, as if the event had never been sent.
   */
  send(event: PooledEvent, bytes: Uint8Array): boolean {
    // Before the write: whoever answers from within it must find the listener BUSY.
    this.held = event;
    this.protocol.eventSent();
    let written = false;
    try {
      written = this.#member?.writeStdin(bytes) ?? false;
    } finally {
      if (!written && this.held === event) {
        this.held = null;
        this.protocol.eventReturned();
      }
    }
    if (written) {
      this.#debug(() => `event ${event.serial} sent to listener ${this.#name}`);
    } else {
      this.stdinClosed = true;
      this.logBrokenPipe(event);
    }
    return written;
  }

  /** What the listener wrote, as the log shows every stream at level debug. */
  logOutput(chunk: Uint8Array): void {
    this.#debug(() => `${stringRepr(this.#name)} stdout output:\n${bytesRepr(chunk)}`);
  }

  logBrokenPipe(event: PooledEvent): void {
    this.#debug(() =>
      `epipe occurred while sending event ${event.serial} to listener ${this.#name}, ` +
      "listener state unchanged"
    );
  }

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

  #logVerdict(verdict: Verdict): void {
    switch (verdict.kind) {
      case "accepted":
        return this.#debug(() => `${this.#name}: event was processed`);
      case "rejected":
        return this.#warn("event was rejected");
      case "failed":
        this.#warn("event caused an error");
        this.#log.log("error", `${this.#name}: result handler failed: ${verdict.error}`);
    }
  }

  #warn(what: string): void {
    this.#log.log("warn", `${this.#name}: ${what}`);
  }

  #debug(message: () => string): void {
    if (this.#log.isEnabled("debug")) this.#log.log("debug", message());
  }
}
