/**
 * Where a daemon is to be found: `http://host[:port]`, `https://host[:port]` or `unix:///path` (`CTL-036`).
 *
 * @module
 */

/** A place to connect to. */
export type ServerAddress =
  | { readonly transport: "tcp" | "tls"; readonly hostname: string; readonly port: number }
  | { readonly transport: "unix"; readonly path: string };

/** The scheme in lower case, empty when there is none. */
export function schemeOf(text: string): string {
  return /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1]?.toLowerCase() ?? "";
}

/**
 * The address that a URL names. The port defaults to 80, with `https` to 443; path, query and user play
 * no role there.
 *
 * @throws {Error} `Unknown protocol for serverurl ftp://x`, or what is wrong with host or port
 */
export function serverAddress(url: string): ServerAddress {
  if (url.startsWith("unix://")) return { transport: "unix", path: url.slice("unix://".length) };
  const scheme = /^https?:\/\//.exec(url)?.[0];
  if (scheme === undefined) throw new Error(`Unknown protocol for serverurl ${url}`);
  const authority = /^[^/?#]*/.exec(url.slice(scheme.length))?.[0] ?? "";
  const place = authority.slice(authority.lastIndexOf("@") + 1);
  const match = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(place);
  const host = match?.[1] ?? "";
  if (host === "" || host === "[]") throw new Error(`serverurl '${url}' names no host`);
  const encrypted = scheme === "https://";
  return {
    transport: encrypted ? "tls" : "tcp",
    hostname: host.toLowerCase(),
    port: parsePort(match?.[2] ?? "", encrypted ? 443 : 80),
  };
}

function parsePort(text: string, fallback: number): number {
  if (text === "") return fallback;
  if (!/^\d+$/.test(text)) throw new Error(`Port could not be cast to integer value as '${text}'`);
  const port = Number(text);
  if (port > 65535) throw new Error("Port out of range 0-65535");
  return port;
}
