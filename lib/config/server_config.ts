/**
 * The part of the configuration that HTTP servers are made from.
 *
 * @module
 */

import type { Origin, Ownership } from "./config.ts";

/** Credentials of one HTTP server. `password` is as written: plain, `{SHA}…` or `{SCRYPT}…`. */
export interface Credentials {
  /** As the client sends it. */
  readonly username: string;
  /** As written in the file. */
  readonly password: string;
}

/** Credentials whose password is the first line of a file (`password_file`). */
export interface FileCredentials {
  /** As the client sends it. */
  readonly username: string;
  /** The file whose first line is the password. */
  readonly path: string;
}

/** The certificate chain and private key of a server, PEM files. */
export interface TlsConfig {
  /** Path of the certificate chain. */
  readonly cert: string;
  /** Path of the private key. */
  readonly key: string;
}

/**
 * How much one HTTP server gives to its clients. Waits are in seconds, sizes in bytes; all over 0. What
 * is said of connections does not hold for a UNIX socket that its owner alone can open.
 */
export interface ServerLimits {
  /** Request line and headers; what Deno takes ends at 64 KiB. */
  readonly maxHeaderSize: number;
  /** From the connection to the end of its first head. */
  readonly headerTimeout: number;
  /** Most bytes of a request body. */
  readonly maxBodySize: number;
  /** From the end of the head to the end of the body. */
  readonly bodyTimeout: number;
  /** How long a connection may be without a request after its first. */
  readonly idleTimeout: number;
  /** Connections at once. */
  readonly maxConnections: number;
  /** Of these, from one address. Only TCP. */
  readonly maxConnectionsPerPeer: number;
  /** Answers without an end (log streams, events) at once. */
  readonly maxStreams: number;
}

/** What all HTTP servers have. */
export interface ServerBase {
  /** The whole section name, `inet_http_server` or `unix_http_server:a`. */
  readonly section: string;
  /** `null` without a user name or with an empty one, which Supervisor takes for none. */
  readonly credentials: Credentials | null;
  /** At most one of `credentials` and this is set. */
  readonly passwordFile: FileCredentials | null;
  /** Host names that a browser may use beyond the bound address and localhost. */
  readonly allowedHosts: readonly string[];
  /** Addresses of proxies whose forwarding headers are believed. */
  readonly trustedProxies: readonly string[];
  /** GET requests of the web page may change state, as in Supervisor. */
  readonly legacyGetActions: boolean;
  /** Serve everybody who can connect although there are no credentials. */
  readonly insecureAllowUnauthenticated: boolean;
  /** `null` for plain HTTP. */
  readonly tls: TlsConfig | null;
  /** What its clients may cost. */
  readonly limits: ServerLimits;
  /** Where the section stands. */
  readonly origin: Origin;
  /** By lower-case key, of each option that was written. */
  readonly origins: Readonly<Record<string, Origin>>;
}

/** `[inet_http_server…]`: a TCP listener. `host` is empty when all addresses are meant. */
export interface InetServerConfig extends ServerBase {
  /** Tells the two kinds of server apart. */
  readonly kind: "inet";
  /** Name or address; empty for all addresses. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
}

/** `[unix_http_server…]`: a UNIX socket with its final mode and owner. */
export interface UnixServerConfig extends ServerBase {
  /** Tells the two kinds of server apart. */
  readonly kind: "unix";
  /** Absolute path of the socket. */
  readonly file: string;
  /** Mode of the socket. */
  readonly chmod: number;
  /** `null` leaves the owner that the daemon has. */
  readonly chown: Ownership | null;
}

/** One HTTP server, in the order in which they are opened: all inet, then all unix. */
export type ServerConfig = InetServerConfig | UnixServerConfig;
