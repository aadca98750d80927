/**
 * `[inet_http_server…]` and `[unix_http_server…]` (rows CFG-042 to CFG-051).
 *
 * @module
 */

import { originsOf } from "./build_context.ts";
import type { BuildContext } from "./build_context.ts";
import type {
  Credentials,
  FileCredentials,
  InetServerConfig,
  ServerConfig,
  ServerLimits,
  TlsConfig,
  UnixServerConfig,
} from "./config.ts";
import type { OptionTable } from "./options/option.ts";
import {
  HTTP_SERVER_OPTIONS,
  INET_HTTP_SERVER_OPTIONS,
  UNIX_HTTP_SERVER_OPTIONS,
} from "./options/server_options.ts";
import { decodeValue } from "./decode.ts";
import { normalizePath } from "./paths.ts";
import { strip } from "./python_text.ts";
import { SectionReader } from "./section_reader.ts";
import { ValueError } from "./value_error.ts";

/** All servers in the order in which they are opened: all inet, then all unix. */
export function readServers(context: BuildContext): readonly ServerConfig[] {
  const names = context.document.sections.map((section) => section.name);
  return [
    ...names.filter((name) => name.startsWith("inet_http_server")).map((name) =>
      readInet(name, context)
    ),
    ...names.filter((name) => name.startsWith("unix_http_server")).map((name) =>
      readUnix(name, context)
    ),
  ];
}

/** The text for `SUPERVISOR_SERVER_URL`: the first UNIX socket, else the last port (K-33). */
export function defaultServerUrl(servers: readonly ServerConfig[]): string | null {
  const unix = servers.find((server) => server.kind === "unix");
  if (unix !== undefined) return `unix://${unix.file}`;
  const inet = servers.findLast((server) => server.kind === "inet");
  return inet === undefined ? null : `http://${inet.host || "localhost"}:${inet.port}`;
}

function readInet(section: string, context: BuildContext): InetServerConfig {
  const reader = new SectionReader(INET_HTTP_SERVER_OPTIONS, context, { section });
  const common = readCommon(section, context);
  if (!reader.has("port")) reader.problem(`section [${section}] has no port value`, "port");
  const address = reader.read("port");
  return {
    kind: "inet",
    ...common,
    ...readOwnOptions(section, context),
    host: address?.host ?? "",
    port: address?.port ?? 0,
  };
}

function readUnix(section: string, context: BuildContext): UnixServerConfig {
  const here = new Map([["here", context.main.here]]);
  const reader = new SectionReader(UNIX_HTTP_SERVER_OPTIONS, context, { section });
  const fileReader = new SectionReader(UNIX_HTTP_SERVER_OPTIONS, context, { section, names: here });
  const file = fileReader.read("file");
  if (!fileReader.has("file")) reader.problem(`section [${section}] has no file value`, "file");
  const common = readCommon(section, context);
  const chown = reworded(reader, { key: "chown", label: "Invalid sockchown value", context });
  const chmod = reworded(reader, { key: "chmod", label: "Invalid chmod value", context });
  return {
    kind: "unix",
    ...common,
    ...readOwnOptions(section, context),
    file: normalizePath(strip(file ?? ""), context),
    chown,
    chmod: chmod ?? 0o700,
  };
}

/** Reads a key whose errors Supervisor words anew, naming the value alone. */
export function reworded<T extends OptionTable, K extends keyof T & string>(
  reader: SectionReader<T>,
  options: { key: K; label: string; context: BuildContext },
): ReturnType<typeof reader.read<K>> {
  const { key, label, context } = options;
  type Value = ReturnType<typeof reader.read<K>>;
  return reader.attempt<Value>(key, () => {
    const text = reader.expanded(key);
    if (text === null) return null as Value;
    try {
      return decodeValue(text, { kind: reader.kind(key), context }) as Value;
    } catch (error) {
      throw error instanceof ValueError ? new ValueError(`${label} ${text}`) : error;
    }
  }, () => null as Value);
}

type CommonFields = Pick<
  ServerConfig,
  "section" | "credentials" | "passwordFile" | "origin" | "origins"
>;

function readCommon(section: string, context: BuildContext): CommonFields {
  const reader = new SectionReader(HTTP_SERVER_OPTIONS, context, { section });
  const own = new SectionReader(HTTP_SERVER_OPTIONS, context, {
    section,
    names: new Map([["here", context.main.here]]),
  });
  const username = reader.read("username");
  const password = reader.read("password");
  const path = own.read("password_file");
  if (reader.has("password") && reader.has("password_file")) {
    reader.problem(`Section [${section}] sets both password and password_file`, "password_file");
  } else if (reader.has("username") !== (reader.has("password") || reader.has("password_file"))) {
    reader.problem(
      `Section [${section}] contains incomplete authentication: If a username or a password is ` +
        "specified, both the username and password must be specified",
      reader.has("username") ? "username" : "password",
    );
  }
  let credentials: Credentials | null = null;
  let passwordFile: FileCredentials | null = null;
  if (username !== null && username !== "") {
    if (password !== null) credentials = { username, password };
    if (path !== null) passwordFile = { username, path: normalizePath(path, context) };
  } else if (username === "" && reader.has("username")) {
    context.findings.notice(
      `For [${section}], the username is empty, so this server asks for no password`,
      { level: "warn", code: "credentials", origin: reader.origin("username") },
    );
  }
  return {
    section,
    credentials,
    passwordFile,
    origin: reader.origin(),
    origins: originsOf(context.document, section),
  };
}

type OwnFields = Pick<
  ServerConfig,
  | "allowedHosts"
  | "trustedProxies"
  | "legacyGetActions"
  | "insecureAllowUnauthenticated"
  | "tls"
  | "limits"
>;

/** The keys that Supervisor does not know. */
function readOwnOptions(section: string, context: BuildContext): OwnFields {
  const reader = new SectionReader(HTTP_SERVER_OPTIONS, context, {
    section,
    names: new Map([["here", context.main.here]]),
  });
  return {
    allowedHosts: reader.read("allowed_hosts"),
    trustedProxies: reader.read("trusted_proxies"),
    legacyGetActions: reader.read("legacy_get_actions"),
    insecureAllowUnauthenticated: reader.read("insecure_allow_unauthenticated"),
    tls: readTls(reader, context),
    limits: readLimits(reader),
  };
}

function readLimits(reader: SectionReader<typeof HTTP_SERVER_OPTIONS>): ServerLimits {
  const positive = (key: LimitKey): number => {
    const value = reader.read(key);
    if (value < 1) reader.problem(`Section [${reader.section}] sets ${key} below 1`, key);
    return value;
  };
  return {
    maxHeaderSize: positive("max_header_size"),
    headerTimeout: positive("header_timeout"),
    maxBodySize: positive("max_body_size"),
    bodyTimeout: positive("body_timeout"),
    idleTimeout: positive("idle_timeout"),
    maxConnections: positive("max_connections"),
    maxConnectionsPerPeer: positive("max_connections_per_peer"),
    maxStreams: positive("max_streams"),
  };
}

type LimitKey =
  | "max_header_size"
  | "header_timeout"
  | "max_body_size"
  | "body_timeout"
  | "idle_timeout"
  | "max_connections"
  | "max_connections_per_peer"
  | "max_streams";

function readTls(
  reader: SectionReader<typeof HTTP_SERVER_OPTIONS>,
  context: BuildContext,
): TlsConfig | null {
  const cert = reader.read("tls_cert");
  const key = reader.read("tls_key");
  if (cert !== null && key !== null) {
    return { cert: normalizePath(cert, context), key: normalizePath(key, context) };
  }
  if (reader.has("tls_cert") !== reader.has("tls_key")) {
    const [given, missing] = reader.has("tls_cert")
      ? ["tls_cert", "tls_key"] as const
      : ["tls_key", "tls_cert"] as const;
    reader.problem(`Section [${reader.section}] sets ${given} without ${missing}`, given);
  }
  return null;
}
