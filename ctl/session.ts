import { createClient, type RpcClient } from "#lib/rpc/client.ts";
import type { Command } from "./command.ts";
import type { Input } from "./input/input.ts";
import type { Interrupts } from "./interrupts.ts";
import type { Settings } from "./settings.ts";
import type { Terminal } from "./terminal.ts";
import { type Endpoint, type OpenStream, Transport } from "./transport.ts";

/** What a session is made of. */
export interface SessionParts {
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly input: Input;
  readonly interrupts: Interrupts;
  readonly commands: readonly Command[];
}

/** One run of the client: a daemon to talk to, a person to talk with, and how it has gone so far. */
export class Session implements Disposable {
  readonly settings: Settings;
  readonly terminal: Terminal;
  readonly input: Input;
  readonly interrupts: Interrupts;
  readonly commands: readonly Command[];
  /** The daemon's methods. Connects when the first one is called. */
  readonly api: RpcClient;
  #endpoint: Endpoint;
  #transport: Transport;
  #exitStatus = 0;

  constructor(parts: SessionParts) {
    this.settings = parts.settings;
    this.terminal = parts.terminal;
    this.input = parts.input;
    this.interrupts = parts.interrupts;
    this.commands = parts.commands;
    this.#endpoint = parts.settings.endpoint;
    this.#transport = new Transport(this.#endpoint);
    this.api = createClient((body, signal) =>
      this.#transport.call(body, signal ?? this.interrupts.signal)
    );
  }

  /** The daemon that is talked to, and as whom. */
  get endpoint(): Endpoint {
    return this.#endpoint;
  }

  /** Talks to another daemon, or as somebody else, from now on. */
  set endpoint(endpoint: Endpoint) {
    this.hangUp();
    this.#endpoint = endpoint;
    this.#transport = new Transport(endpoint);
  }

  /** Opens `GET path` on the daemon; see {@linkcode Transport.stream}. */
  async openStream(path: string, signal?: AbortSignal): Promise<OpenStream> {
    return await this.#transport.stream(path, signal ?? this.interrupts.signal);
  }

  /** What the program will exit with. The last command that fails decides; successes leave it. */
  get exitStatus(): number {
    return this.#exitStatus;
  }

  /** Sets the exit status; `null` leaves it. */
  fail(status: number | null): void {
    if (status !== null) this.#exitStatus = status;
  }

  /** Runs something whose failures shall not count. */
  async keepingStatus(action: () => Promise<void>): Promise<void> {
    const before = this.#exitStatus;
    await action();
    this.#exitStatus = before;
  }

  /** Closes all connections; the next call opens a new one. */
  hangUp(): void {
    this.#transport[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    this.hangUp();
  }
}
