/** The other end of a connection: `127.0.0.1:50123`, or `unix` where there is no address. */
export function peerOf(address: Deno.Addr): string {
  return "hostname" in address ? `${address.hostname}:${address.port}` : "unix";
}
