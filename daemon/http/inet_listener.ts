/**
 * TCP servers (`HTTP-001`).
 *
 * @module
 */

import { findHandover, type ServeConnection } from "#daemon/adapters/http_handover.ts";
import type { InetServerConfig } from "#lib/config/config.ts";
import { isTrustedProxy } from "#lib/http_security/forwarded.ts";
import type { Logger } from "#lib/ports/logger.ts";
import type { ServeHandler } from "./app.ts";
import { BoundedServer } from "./bounded_server.ts";
import { Certificate, CertificateRenewal } from "./certificate.ts";
import { ListenError } from "./listen_error.ts";
import type { Listening } from "./listening.ts";
import type { ServerUsage } from "./server_usage.ts";

/** What opening a port needs besides its configuration. */
export interface InetListenOptions {
  readonly handler: ServeHandler;
  readonly usage: ServerUsage;
  /** Connections at once that there are descriptors for. */
  readonly share: number;
  readonly logger: Logger;
  /** How single connections are served; `null` where this Deno cannot. Looked for by default. */
  readonly serve?: ServeConnection | null;
}

/** Opens a TCP server. @throws {ListenError} */
export function listenInet(config: InetServerConfig, options: InetListenOptions): Listening {
  try {
    const { section, tls } = config;
    const certificate = tls === null ? null : Certificate.read(tls);
    const { serve = findHandover() } = options;
    if (serve === null) return listenUnbounded(config, { ...options, certificate });
    const listener = open(config, certificate);
    const address = listener.addr as Deno.NetAddr;
    const trustedPeer = (peer: string): boolean => isTrustedProxy(peer, config.trustedProxies);
    const server = new BoundedServer(listener, { ...options, section, serve, trustedPeer });
    const place = { ...config, port: address.port };
    const renewal = certificate === null ? null : new CertificateRenewal(certificate, {
      section,
      logger: options.logger,
      use: (choose) => server.replace(() => choose((chosen) => open(place, chosen))),
    });
    return {
      server,
      address,
      removeFile: () => {},
      reload: () => renewal?.renew(),
      shed: () => server.shed(),
    };
  } catch (error) {
    throw ListenError.from(error);
  }
}

type Place = Pick<InetServerConfig, "host" | "port">;

function open(place: Place, certificate: Certificate | null): Deno.Listener<Deno.Conn> {
  const address = { hostname: hostnameOf(place.host), port: place.port };
  if (certificate === null) return Deno.listen(address);
  return Deno.listenTls({ ...address, ...certificate.text, alpnProtocols: ["http/1.1"] });
}

/** What is left where this Deno cannot serve single connections: everything but their bounds. */
function listenUnbounded(
  config: InetServerConfig,
  options: InetListenOptions & { readonly certificate: Certificate | null },
): Listening {
  const { certificate, handler, logger } = options;
  const problem = `Deno ${Deno.version.deno} cannot bound connections`;
  logger.log("critical", `Server '${config.section}' runs without limits on them: ${problem}`);
  const server = Deno.serve({
    hostname: hostnameOf(config.host),
    port: config.port,
    onListen: () => {},
    ...certificate?.text,
  }, handler);
  return { server, address: server.addr, removeFile: () => {} };
}

/** All addresses, as `:9001` and `*:9001` mean, are 0.0.0.0 for Deno. */
export function hostnameOf(host: string): string {
  if (host === "" || host === "*") return "0.0.0.0";
  return host.replace(/^\[(.*)\]$/, "$1");
}
