/**
 * Which handler a path belongs to (`HTTP-005`).
 *
 * @module
 */

/** The places that requests are routed to; `*` is everything else. */
export type Route = "/" | "/ok.html" | "/RPC2" | "/logtail" | "/mainlogtail" | "*";

const PREFIXES = ["/RPC2", "/logtail", "/mainlogtail"] as const;

/** The path of a request's URL, percent-decoded, without its query. */
export function pathOf(url: string): string {
  const authority = url.indexOf("://") + 3;
  const start = url.indexOf("/", authority);
  if (start < 0) return "/";
  const end = url.slice(start).search(/[?#]/);
  const path = end < 0 ? url.slice(start) : url.slice(start, start + end);
  return path.includes("%") ? decodePercent(path) : path;
}

/** Prefixes match as they are (`/RPC2xyz` is XML-RPC too), the rest after leading slashes. */
export function routeOf(path: string): Route {
  for (const prefix of PREFIXES) if (path.startsWith(prefix)) return prefix;
  switch (path.replace(/^\/+/, "")) {
    case "":
    case "index.html":
      return "/";
    case "ok.html":
      return "/ok.html";
    default:
      return "*";
  }
}

/** A sequence that is no UTF-8 or no escape stays as it is. */
function decodePercent(path: string): string {
  return path.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
