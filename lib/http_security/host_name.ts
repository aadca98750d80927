/**
 * The name that a browser believes to talk to: the defence against DNS rebinding, by which a page of
 * somebody else's reaches this server under a name of its own.
 *
 * @module
 */

import { isIpAddress } from "./address.ts";

/** The host of a `Host` header, in lower case, without port and final dot; empty when there is none. */
export function hostNameOf(header: string | null): string {
  const host = /^\s*(\[[^\]]*\]|[^:]*)(?::\d*)?\s*$/.exec(header ?? "")?.[1] ?? "";
  return host.toLowerCase().replace(/\.$/, "");
}

/**
 * True for names that no page of somebody else's can have: IP addresses, `localhost`, and those in
 * `names` (the host's own and `allowed_hosts=`). A missing header comes from no browser.
 */
export function isOwnHost(header: string | null, names: ReadonlySet<string>): boolean {
  if (header === null) return true;
  const host = hostNameOf(header);
  return host === "localhost" || host.endsWith(".localhost") || isIpAddress(host) ||
    names.has(host);
}
