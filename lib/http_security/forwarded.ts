/**
 * Requests that came through a reverse proxy.
 *
 * @module
 */

import { isIpAddress, isLoopback, unmapped } from "./address.ts";
import type { SiteHeaders } from "./request_site.ts";

/** True when a proxy says that it passes the request on for somebody else. */
export function isForwarded(headers: SiteHeaders): boolean {
  return headers.get("forwarded") !== null || headers.get("x-forwarded-for") !== null;
}

/** Whether a peer's word counts. */
export function isTrustedProxy(peer: string, proxies: readonly string[]): boolean {
  return proxies.some((proxy) => unmapped(proxy) === unmapped(peer));
}

/**
 * True for who connects from this machine for itself. A request that a proxy here passes on is that
 * only when the proxy is trusted to have checked whom it lets in.
 */
export function isLocalClient(
  peer: string,
  options: { readonly headers: SiteHeaders; readonly proxies: readonly string[] },
): boolean {
  if (!isLoopback(peer)) return false;
  return !isForwarded(options.headers) || isTrustedProxy(peer, options.proxies);
}

/**
 * The address of the client behind trusted proxies: the last one in `X-Forwarded-For` that is not
 * theirs. `peer` where there is none.
 */
export function clientAddress(
  peer: string,
  options: { readonly headers: SiteHeaders; readonly proxies: readonly string[] },
): string {
  const { headers, proxies } = options;
  if (proxies.length === 0 || !isTrustedProxy(peer, proxies)) return peer;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  const client = hops.findLast((hop) => isIpAddress(hop) && !isTrustedProxy(hop, proxies));
  return client ?? peer;
}
