/**
 * One connection that is being served, and how long it may take for what.
 *
 * @module
 */

import type { ServeConnection, ServedConnection } from "#daemon/adapters/http_handover.ts";
import type { ServeHandler } from "./app.ts";
import type { ConnectionEntry } from "./connection_table.ts";
import type { Refusal, ServerUsage } from "./server_usage.ts";

/** How long a client may take to read an answer that has an end. */
const ANSWER_MS = 60_000;

/** How long letting somebody in may take beyond the time for the head. */
const LOGIN_MS = 20_000;

/** What a connection is served with. */
export interface ServedPeerOptions {
  readonly connection: Deno.Conn;
  readonly serve: ServeConnection;
  readonly handler: ServeHandler;
  readonly usage: ServerUsage;
}

/** A connection, from its acceptance to its end. */
export class ServedPeer {
  /** Resolves when it is over. */
  readonly finished: Promise<void>;
  readonly #entry: ConnectionEntry;
  readonly #usage: ServerUsage;
  readonly #served: ServedConnection;
  readonly #opened = performance.now();
  /** When it last got busy, was answered or became idle: what it does now began then. */
  #since = this.#opened;
  /** Answers handed over that are still being sent. */
  #sending = 0;
  #streams = 0;
  #idle: PromiseWithResolvers<void> | null = null;

  constructor(entry: ConnectionEntry, options: ServedPeerOptions) {
    this.#entry = entry;
    this.#usage = options.usage;
    const { handler, connection } = options;
    const { remoteAddr } = connection;
    this.#served = options.serve(connection, (request, info) => {
      this.#begin();
      let watched = false;
      // Asked for only where it is needed: a promise for each answer is not free.
      const watch = (streams: 0 | 1): void => {
        if (watched) return;
        watched = true;
        this.#streams += streams;
        const sent = (): void => this.#end(streams);
        info.completed.then(sent, sent);
      };
      const answer = handler(request, {
        remoteAddr,
        get completed() {
          return info.completed;
        },
        connection: {
          admit: () => entry.admit(),
          stream: () => watch(1),
          large: () => watch(0),
        },
      });
      const answered = (response: Response): Response => {
        if (watched) this.#answered();
        else this.#end(0);
        return response;
      };
      const failed = (error: unknown): never => {
        if (!watched) this.#end(0);
        throw error;
      };
      return answer instanceof Promise ? answer.then(answered, failed) : answered(answer);
    });
    this.finished = this.#served.finished.then(() => {
      entry.remove();
      this.#idle?.resolve();
    });
  }

  /** Ends it at once. */
  close(): void {
    this.#served.close();
  }

  /** Ends it as soon as nothing is under way. */
  async finish(): Promise<void> {
    if (this.#entry.active > 0) {
      this.#idle ??= Promise.withResolvers<void>();
      await this.#idle.promise;
    }
    this.close();
    await this.finished;
  }

  /** Ends it when it has taken too long for what it does. @param now monotonic milliseconds */
  checkDeadline(now: number): void {
    const reason = this.#overdue(now);
    if (reason === null) return;
    this.#usage.refuse(reason);
    this.close();
  }

  #overdue(now: number): Refusal | null {
    const { headerTimeout, idleTimeout } = this.#usage.limits;
    const { known, active } = this.#entry;
    if (!known) {
      const patience = headerTimeout * 1000 + (active > 0 ? LOGIN_MS : 0);
      return now - this.#opened >= patience ? "header-time" : null;
    }
    if (active === 0) return now - this.#since >= idleTimeout * 1000 ? "idle-time" : null;
    // While a call is being carried out or a stream goes on, nothing is late.
    if (this.#sending < active || this.#streams > 0) return null;
    return now - this.#since >= ANSWER_MS ? "answer-time" : null;
  }

  #begin(): void {
    this.#since = performance.now();
    this.#entry.begin();
  }

  #answered(): void {
    this.#since = performance.now();
    this.#sending++;
  }

  #end(streams: number): void {
    this.#since = performance.now();
    this.#streams -= streams;
    if (this.#sending > 0) this.#sending--;
    this.#entry.end();
    if (this.#entry.active === 0) this.#idle?.resolve();
  }
}
