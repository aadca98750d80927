/**
 * Which handler a path belongs to (`HTTP-005`), and whether a request only reads.
 *
 * @module
 */

/** The places that requests are routed to; `*` is everything else. */
export type Route = "/" | "/ok.html" | "/events" | "/RPC2" | "/logtail" | "/mainlogtail" | "*";

const PREFIXES = ["/RPC2", "/logtail", "/mainlogtail"] as const;

/**
 * The path and query of a request as they were sent. Deno puts the Host header into the URL as it
 * came; clients on UNIX sockets send a file's path in it, which must not be taken for this one.
 */
export function targetOf(request: Request): string {
  const { url } = request;
  const authority = url.indexOf("://") + 3;
  const host = request.headers.get("host");
  // supervisorctl sends an empty one on UNIX sockets; Deno then puts the socket's path there.
  if (host && url.startsWith(host, authority)) return url.slice(authority + host.length);
  const start = url.indexOf("/", authority);
  return start < 0 ? "/" : url.slice(start);
}

/** The path of a request, percent-decoded, without its query. */
export function pathOf(request: Request): string {
  const target = targetOf(request);
  const end = target.search(/[?#]/);
  const path = end < 0 ? target : target.slice(0, end);
  return path.includes("%") ? decodePercent(path) : path;
}

/** Whether a request goes to `/RPC2`. What nearly all clients send is known by the first slash. */
export function isForRpc(request: Request): boolean {
  const { url } = request;
  const place = url.length - "/RPC2".length;
  return url.indexOf("/", url.indexOf("://") + 3) === place && url.endsWith("/RPC2") ||
    routeOf(pathOf(request)) === "/RPC2";
}

/** Whether a method asks for something and changes nothing. */
export function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
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
    case "events":
      return "/events";
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
