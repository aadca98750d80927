/**
 * Real servers before a supervisor that does nothing.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { EventBus } from "#daemon/event_bus.ts";
import { createHandler } from "#daemon/http/app.ts";
import { EventStreams, type EventStreamsOptions } from "#daemon/http/event_streams.ts";
import { type HttpServers, openServers } from "#daemon/http/listeners.ts";
import type { LogSource } from "#daemon/http/log_source.ts";
import type { Credentials, LogLevel, ServerConfig, ServerLimits } from "#lib/config/config.ts";
import { type AcceptedCall, Dispatcher } from "#lib/rpc/dispatch.ts";
import { supervisorNamespace } from "#lib/rpc/namespace.ts";
import { type FakeSupervisor, fakeSupervisor } from "#tests/rpc/fake_supervisor.ts";
import type { Web } from "#daemon/web/routes/web.ts";
import { FakeClock } from "#tests/support/fake_clock.ts";
import type { HttpAnswer, RpcAddress } from "#tests/support/xmlrpc_client.ts";
import { exchange } from "#tests/support/xmlrpc_client.ts";
import { fakeRow, fakeView, fakeWeb } from "#tests/web/support/fake_web.ts";

/** What the servers are made with. */
export interface HttpBenchOptions {
  readonly credentials?: Credentials;
  readonly api?: FakeSupervisor;
  readonly logs?: LogSource;
  /** Pages; without it, those of two running processes. */
  readonly web?: Web;
  /** Limits of event streams. */
  readonly streams?: Pick<EventStreamsOptions, "maxWaiting" | "heartbeatMs">;
  /** Path of a UNIX socket to listen on instead of a port of 127.0.0.1. */
  readonly socket?: string;
  /** What else the section of the server says. */
  readonly server?: Partial<ServerConfig>;
}

/** An open server and what it wrote. */
export interface HttpBench extends AsyncDisposable {
  readonly api: FakeSupervisor;
  readonly address: RpcAddress;
  readonly servers: HttpServers;
  /** Where the events of `/events` come from. */
  readonly bus: EventBus;
  /** What its heartbeats go by. */
  readonly clock: FakeClock;
  /** Each line that was logged, `trace XML-RPC method called: …`. */
  readonly lines: string[];
  /** Each call that was accepted. */
  readonly accepted: AcceptedCall[];
  /** What the daemon says of itself. */
  readonly daemon: { shuttingDown: boolean };
  /** Sends a request as it stands and reads the answer. */
  raw(request: string): Promise<HttpAnswer & { readonly text: string }>;
  /** Sends a request without a body on a connection of its own. */
  request(
    method: string,
    path: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<HttpAnswer & { readonly text: string }>;
}

/** The limits that a server has when its section says nothing. */
export const LIMITS: ServerLimits = {
  maxHeaderSize: 64 * 1024,
  headerTimeout: 20,
  maxBodySize: 8 * 1024 * 1024,
  bodyTimeout: 30,
  idleTimeout: 1800,
  maxConnections: 256,
  maxConnectionsPerPeer: 192,
  maxStreams: 64,
};

const COMMON = {
  credentials: null,
  passwordFile: null,
  allowedHosts: [],
  trustedProxies: [],
  legacyGetActions: false,
  insecureAllowUnauthenticated: false,
  tls: null,
  limits: LIMITS,
  origin: { file: "supervisord.conf", line: 1 },
  origins: {},
} as const;

/** The configuration of a server on a free port of 127.0.0.1. */
export function inetConfig(given: Partial<ServerConfig> = {}): ServerConfig {
  return {
    kind: "inet",
    section: "inet_http_server",
    host: "127.0.0.1",
    port: 0,
    ...COMMON,
    ...given,
  } as ServerConfig;
}

/** The configuration of a UNIX socket server. */
export function unixConfig(file: string, given: Partial<ServerConfig> = {}): ServerConfig {
  return {
    kind: "unix",
    section: "unix_http_server",
    file,
    chmod: 0o700,
    chown: null,
    ...COMMON,
    ...given,
  } as ServerConfig;
}

/** A logger that keeps every line in `lines`. */
export function recordingLogger(lines: string[]): {
  log(level: LogLevel, message: string): void;
  enabled(): boolean;
} {
  return { log: (level, message) => void lines.push(`${level} ${message}`), enabled: () => true };
}

/** The user that the tests run as. */
export const SELF: { readonly uid: number; readonly name: string } = {
  uid: Deno.uid() ?? 0,
  name: "tester",
};

/** What servers are opened with in every test. */
export const SURROUNDINGS: {
  readonly user: typeof SELF;
  readonly hostName: string;
  readonly descriptors: number;
} = { user: SELF, hostName: "testhost", descriptors: 1024 };

const NO_LOGS: LogSource = { processLog: () => null, mainLog: () => null };

/** Opens one server. */
export async function httpBench(options: HttpBenchOptions = {}): Promise<HttpBench> {
  const api = options.api ?? fakeSupervisor();
  const lines: string[] = [];
  const logger = recordingLogger(lines);
  const accepted: AcceptedCall[] = [];
  const daemon = { shuttingDown: false };
  const isShuttingDown = (): boolean => daemon.shuttingDown;
  const dispatcher = new Dispatcher({
    namespaces: [supervisorNamespace(api)],
    isShuttingDown,
    onCall: (call) => accepted.push(call),
  });
  const clock = new FakeClock();
  const bus = new EventBus({ onError: (error) => logger.log("error", String(error)) });
  const events = new EventStreams({ events: bus, clock, ...options.streams });
  const web = options.web ??
    fakeWeb(fakeView([fakeRow({ name: "cat" }), fakeRow({ name: "one", group: "web" })]));
  const given = { credentials: options.credentials ?? null, ...options.server };
  const config = options.socket === undefined
    ? inetConfig(given)
    : unixConfig(options.socket, given);
  const servers = await openServers([config], {
    handlerFor: (server, parts) =>
      createHandler({
        ...parts,
        dispatcher,
        api,
        web,
        legacyGetActions: server.legacyGetActions,
        isShuttingDown,
        logs: options.logs ?? NO_LOGS,
        events,
        logger,
      }),
    logger,
    ...SURROUNDINGS,
    rpcInterfaces: [],
  });
  const address = rpcAddressOf(servers.addresses[0]!);
  const raw: HttpBench["raw"] = async (request) => {
    const answer = await exchange(address, Buffer.from(request, "latin1"));
    return { ...answer, text: new TextDecoder().decode(answer.body) };
  };
  return {
    api,
    address,
    servers,
    bus,
    clock,
    lines,
    accepted,
    daemon,
    raw,
    request: (method, path, headers = {}) => {
      const all = { Host: "localhost", Connection: "close", ...headers };
      const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`).join("");
      return raw(`${method} ${path} HTTP/1.1\r\n${fields}\r\n`);
    },
    [Symbol.asyncDispose]: () => servers.close(),
  };
}

/** An address as the XML-RPC client of the tests wants it. */
export function rpcAddressOf(address: Deno.Addr): RpcAddress {
  if (address.transport === "tcp") {
    return { transport: "tcp", hostname: address.hostname, port: address.port };
  }
  if (address.transport !== "unix") throw new Error(`Unexpected ${Deno.inspect(address)}`);
  return { transport: "unix", path: address.path };
}

/** A request that calls a method without parameters, `close` or not. */
export function callRequest(method: string, headers = ""): string {
  const body = `<methodCall><methodName>${method}</methodName></methodCall>`;
  return "POST /RPC2 HTTP/1.1\r\nHost: localhost\r\n" + headers +
    `Content-Length: ${body.length}\r\n\r\n${body}`;
}
