/**
 * TCP servers (`HTTP-001`).
 *
 * @module
 */

import type { InetServerConfig } from "#lib/config/config.ts";
import type { ServeHandler } from "./app.ts";
import { ListenError } from "./listen_error.ts";
import type { Listening } from "./listening.ts";

/** Opens a TCP server. @throws {ListenError} */
export function listenInet(config: InetServerConfig, handler: ServeHandler): Listening {
  try {
    const server = Deno.serve({
      hostname: hostnameOf(config.host),
      port: config.port,
      onListen: () => {},
    }, handler);
    return { server, address: server.addr, removeFile: () => {} };
  } catch (error) {
    throw ListenError.from(error);
  }
}

/** All addresses, as `:9001` and `*:9001` mean, are 0.0.0.0 for Deno. */
function hostnameOf(host: string): string {
  if (host === "" || host === "*") return "0.0.0.0";
  return host.replace(/^\[(.*)\]$/, "$1");
}
