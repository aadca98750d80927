/**
 * A program that opens servers and prints their log: `deno run … PATH_OF_SOCKET`. It ends when its
 * standard input does.
 *
 * @module
 */

import { openServers } from "#daemon/http/listeners.ts";
import { inetConfig, SURROUNDINGS, unixConfig } from "#tests/http/http_bench.ts";
import { freePort } from "#tests/support/ports.ts";

// As the daemon has; a Deno without any such listener panics when descriptors run out.
Deno.addSignalListener("SIGHUP", () => {});

const [socket = ""] = Deno.args;
const port = freePort();
const servers = await openServers([inetConfig({ port }), unixConfig(socket)], {
  handlerFor: () => () => new Response("here"),
  logger: { log: (level, message) => console.log(`${level} ${message}`), enabled: () => true },
  ...SURROUNDINGS,
  rpcInterfaces: [],
});
console.log(`port ${port}`);
await Deno.stdin.read(new Uint8Array(1));
await servers.close();
Deno.exit(0);
