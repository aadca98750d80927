/**
 * The keys of the HTTP servers and of `[supervisorctl]` (rows CFG-042 to CFG-051, CFG-069 to CFG-073).
 *
 * @module
 */

/** What both kinds of HTTP server have. */
export const HTTP_SERVER_OPTIONS = {
  username: {
    kind: "text",
    default: null,
    computed: "no authentication",
    since: "3.0",
    doc: "User name that clients must give; needs a password too",
    example: "user",
  },
  password: {
    kind: "text",
    default: null,
    computed: "no authentication",
    since: "3.0",
    doc:
      "Password that clients must give, plain, as {SHA} and the SHA-1 in hexadecimal digits, or as svctl hash-password prints it",
    example: "123",
  },
  password_file: {
    kind: "text",
    default: null,
    computed: "the password stands in password",
    since: "denvisor",
    doc: "File whose first line is the password, in place of password",
    example: "/run/secrets/supervisor",
  },
  allowed_hosts: {
    kind: "strings",
    default: "",
    since: "denvisor",
    doc: "Names that a browser may use for this server beyond its address and localhost",
    example: "supervisor.example.org",
  },
  trusted_proxies: {
    kind: "strings",
    default: "",
    since: "denvisor",
    doc: "Addresses of reverse proxies whose forwarding headers are believed",
    example: "127.0.0.1",
  },
  legacy_get_actions: {
    kind: "boolean",
    default: "false",
    since: "denvisor",
    doc: "Let plain links (GET) on the web page start and stop processes, as Supervisor does",
  },
  insecure_allow_unauthenticated: {
    kind: "boolean",
    default: "false",
    since: "denvisor",
    doc: "Serve everybody who can connect although no password is set",
  },
  tls_cert: {
    kind: "text",
    default: null,
    computed: "no TLS",
    since: "denvisor",
    doc: "PEM file with the certificate chain of this server; needs tls_key",
    example: "/etc/ssl/supervisor.pem",
  },
  tls_key: {
    kind: "text",
    default: null,
    computed: "no TLS",
    since: "denvisor",
    doc: "PEM file with the private key that belongs to tls_cert",
    example: "/etc/ssl/supervisor.key",
  },
  max_header_size: {
    kind: "bytes",
    default: "64KB",
    since: "denvisor",
    doc: "Largest head of a request, at most 64KB",
  },
  header_timeout: {
    kind: "integer",
    default: "20",
    since: "denvisor",
    doc: "Seconds that a connection may take for the head of its first request",
  },
  max_body_size: {
    kind: "bytes",
    default: "8MB",
    since: "denvisor",
    doc: "Largest body of a request",
  },
  body_timeout: {
    kind: "integer",
    default: "30",
    since: "denvisor",
    doc: "Seconds that the body of a request may take",
  },
  idle_timeout: {
    kind: "integer",
    default: "1800",
    since: "denvisor",
    doc: "Seconds that a connection is kept between two requests",
  },
  max_connections: {
    kind: "integer",
    default: "256",
    since: "denvisor",
    doc: "Connections at once; a quarter of them at most have not been let in yet",
  },
  max_connections_per_peer: {
    kind: "integer",
    default: "192",
    since: "denvisor",
    doc: "TCP connections at once from one address; trusted_proxies are not counted",
  },
  max_streams: {
    kind: "integer",
    default: "64",
    since: "denvisor",
    doc: "Log and event streams at once",
  },
} as const;

/** `[unix_http_server]`: what it has beyond any HTTP server. */
export const UNIX_HTTP_SERVER_OPTIONS = {
  file: {
    kind: "text",
    default: null,
    required: true,
    since: "3.0",
    doc: "Path of the socket",
    example: "/tmp/supervisor.sock",
  },
  chmod: { kind: "octal", default: "0700", since: "3.0", doc: "Mode of the socket file" },
  chown: {
    kind: "ownership",
    default: null,
    computed: "the daemon's user and group",
    since: "3.0",
    doc: "Owner of the socket file, as user or user:group",
    example: "nobody:nogroup",
  },
} as const;

/** `[inet_http_server]`: what it has beyond any HTTP server. */
export const INET_HTTP_SERVER_OPTIONS = {
  port: {
    kind: "address",
    default: null,
    required: true,
    since: "3.0",
    doc: "Address to listen on, as port, host:port or *:port for all addresses",
    example: "127.0.0.1:9001",
  },
} as const;

/** `[supervisorctl]`: the client. */
export const SUPERVISORCTL_OPTIONS = {
  serverurl: {
    kind: "text",
    default: "http://localhost:9001",
    since: "3.0",
    doc: "Where the daemon listens, as http://host:port or unix://path",
    example: "unix:///tmp/supervisor.sock",
  },
  username: {
    kind: "text",
    default: null,
    computed: "no authentication",
    since: "3.0",
    doc: "User name to give to the daemon",
    example: "chris",
  },
  password: {
    kind: "text",
    default: null,
    computed: "no authentication",
    since: "3.0",
    doc: "Password to give to the daemon",
    example: "123",
  },
  prompt: {
    kind: "text",
    default: "supervisor",
    since: "3.0",
    doc: "Word before the > of the interactive prompt",
  },
  history_file: {
    kind: "text",
    default: null,
    computed: "no history",
    since: "3.0",
    doc: "File that keeps the history of the interactive prompt",
    example: "~/.sc_history",
  },
} as const;
