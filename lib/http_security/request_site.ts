/**
 * Whose page a request comes from, as far as its headers tell.
 *
 * @module
 */

import { hostNameOf } from "./host_name.ts";

/**
 * `program`: nothing says that a browser sent it. `own`: a page of this server, or the user (address
 * bar, bookmark). `other`: a page of somebody else's. `navigation`: the user followed a link of
 * somebody else's to here, which shows a page and may do no more.
 */
export type RequestSite = "program" | "own" | "other" | "navigation";

/** The headers that a request is judged by. */
export interface SiteHeaders {
  get(name: string): string | null;
}

/**
 * Sec-Fetch-Site is the browser's own word and is believed; it is missing in older browsers and on
 * plain http to other machines, where Origin is compared with Host. Neither can be set by a page.
 *
 * @param names hosts that count as this server beside the one in the Host header, as behind a proxy
 */
export function requestSite(headers: SiteHeaders, names: ReadonlySet<string>): RequestSite {
  const site = headers.get("sec-fetch-site");
  if (site !== null) {
    if (site === "same-origin" || site === "none") return "own";
    const followed = headers.get("sec-fetch-mode") === "navigate" &&
      headers.get("sec-fetch-dest") === "document";
    return followed ? "navigation" : "other";
  }
  const origin = headers.get("origin");
  if (origin === null) return "program";
  return isOwnOrigin(origin, { host: headers.get("host"), names }) ? "own" : "other";
}

/** `null`, which sandboxed pages send, is nobody's own. */
function isOwnOrigin(
  origin: string,
  options: { readonly host: string | null; readonly names: ReadonlySet<string> },
): boolean {
  if (!/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  const { host, hostname, protocol } = new URL(origin);
  if (options.names.has(hostNameOf(hostname))) return true;
  const own = `${protocol}//${(options.host ?? "").toLowerCase()}`;
  return URL.canParse(own) && new URL(own).host === host;
}
