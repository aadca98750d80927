import assert from "node:assert/strict";
import type { ServerConfig } from "#lib/config/config.ts";
import { defaultServerUrl } from "#lib/config/servers.ts";
import { configOf, noticesOf, problemsOf } from "./support/memory_ports.ts";

function servers(body: string): readonly ServerConfig[] {
  return configOf(`[supervisord]\n${body}\n`).servers;
}

const UNSET = {
  credentials: null,
  passwordFile: null,
  allowedHosts: [],
  trustedProxies: [],
  legacyGetActions: false,
  insecureAllowUnauthenticated: false,
  tls: null,
  limits: {
    maxHeaderSize: 64 * 1024,
    headerTimeout: 20,
    maxBodySize: 8 * 1024 ** 2,
    bodyTimeout: 30,
    idleTimeout: 1800,
    maxConnections: 256,
    maxConnectionsPerPeer: 192,
    maxStreams: 64,
  },
};

Deno.test("a TCP server needs no more than its port", () => {
  assert.deepEqual(servers("[inet_http_server]\nport=127.0.0.1:9001"), [{
    kind: "inet",
    section: "inet_http_server",
    host: "127.0.0.1",
    port: 9001,
    ...UNSET,
    origin: { file: "/work/s.conf", line: 2 },
    origins: { port: { file: "/work/s.conf", line: 3 } },
  }]);
});

Deno.test("a UNIX server has a path, a mode and an owner", () => {
  const [plain] = servers("[unix_http_server]\nfile=~/s.sock");
  assert.ok(plain?.kind === "unix");
  assert.deepEqual([plain.file, plain.chmod, plain.chown], ["/home/me/s.sock", 0o700, null]);
  const [full] = servers("[unix_http_server]\nfile=%(here)s/a\nchmod=0770\nchown=me:staff");
  assert.ok(full?.kind === "unix");
  assert.deepEqual([full.file, full.chmod, full.chown], ["/work/a", 0o770, { uid: 1000, gid: 50 }]);
});

Deno.test("sections with the prefix are servers too, all inet before all unix (K-32)", () => {
  const text =
    "[unix_http_server:b]\nfile=b\n[inet_http_server]\nport=1\n[unix_http_server]\nfile=a\n" +
    "[inet_http_server_x]\nport=2";
  assert.deepEqual(servers(text).map((server) => server.section), [
    ...["inet_http_server", "inet_http_server_x", "unix_http_server:b", "unix_http_server"],
  ]);
});

Deno.test("children are told the first UNIX socket, else the last port (K-33)", () => {
  const unix = "[unix_http_server]\nfile=/a\n[unix_http_server:b]\nfile=/b\n";
  const inet = "[inet_http_server]\nport=h:1\n[inet_http_server:b]\nport=2\n";
  assert.equal(defaultServerUrl(servers(inet + unix)), "unix:///a");
  assert.equal(defaultServerUrl(servers(inet)), "http://localhost:2");
  assert.equal(defaultServerUrl(servers("[inet_http_server]\nport=H:1")), "http://h:1");
  assert.equal(defaultServerUrl([]), null);
});

Deno.test("credentials are a user name with a password or the file that holds one", () => {
  const [plain] = servers("[inet_http_server]\nport=1\nusername=u\npassword={SHA}ab;c#d");
  assert.deepEqual(plain!.credentials, { username: "u", password: "{SHA}ab;c#d" });
  const [file] = servers("[inet_http_server]\nport=1\nusername=u\npassword_file=%(here)s/../p");
  assert.deepEqual(file!.passwordFile, { username: "u", path: "/p" });
  assert.equal(file!.credentials, null);
});

Deno.test("an empty user name is none, with a warning", () => {
  const body = "[inet_http_server]\nport=1\nusername=\npassword=p";
  assert.equal(servers(body)[0]!.credentials, null);
  assert.deepEqual(noticesOf(`[supervisord]\n${body}`), [
    "For [inet_http_server], the username is empty, so this server asks for no password",
  ]);
});

Deno.test("knows the keys of its own", () => {
  const [server] = servers(`[inet_http_server]
port=1
allowed_hosts=a, b
trusted_proxies=127.0.0.1
legacy_get_actions=yes
insecure_allow_unauthenticated=on
tls_cert=%(here)s/c.pem
tls_key=~/k.pem`);
  assert.deepEqual(
    [server!.allowedHosts, server!.trustedProxies, server!.tls],
    [["a", "b"], ["127.0.0.1"], { cert: "/work/c.pem", key: "/home/me/k.pem" }],
  );
  assert.ok(server!.legacyGetActions && server!.insecureAllowUnauthenticated);
});

Deno.test("limits are read and have to be over zero", () => {
  const [server] = servers("[inet_http_server]\nport=1\nmax_body_size=1KB\nmax_streams=2");
  assert.deepEqual([server!.limits.maxBodySize, server!.limits.maxStreams], [1024, 2]);
  const body = "[inet_http_server]\nport=1\nidle_timeout=0\nmax_connections=-1\n";
  assert.deepEqual(problemsOf(`[supervisord]\n${body}`), [
    "Section [inet_http_server] sets idle_timeout below 1",
    "Section [inet_http_server] sets max_connections below 1",
  ]);
});

const INCOMPLETE = (section: string) =>
  `Section [${section}] contains incomplete authentication: If a username or a password is ` +
  "specified, both the username and password must be specified";

const MISTAKES: readonly (readonly [string, string])[] = [
  ["[inet_http_server]", "section [inet_http_server] has no port value"],
  ["[inet_http_server:x]\nport=", "not a valid port number: ''"],
  ["[inet_http_server]\nport=h:99999", "99999 is above upper bound (65535)"],
  ["[inet_http_server]\nport=1\nusername=u", INCOMPLETE("inet_http_server")],
  ["[unix_http_server]\nfile=a\npassword=p", INCOMPLETE("unix_http_server")],
  ["[unix_http_server]\nfile=a\npassword_file=p", INCOMPLETE("unix_http_server")],
  [
    "[unix_http_server]\nfile=a\nusername=u\npassword=p\npassword_file=f",
    "Section [unix_http_server] sets both password and password_file",
  ],
  ["[unix_http_server:b]", "section [unix_http_server:b] has no file value"],
  ["[unix_http_server]\nfile=a\nchmod=9", "Invalid chmod value 9"],
  ["[unix_http_server]\nfile=a\nchown=nosuch", "Invalid sockchown value nosuch"],
  [
    "[inet_http_server]\nport=1\ntls_cert=c",
    "Section [inet_http_server] sets tls_cert without tls_key",
  ],
  [
    "[inet_http_server]\nport=1\ntls_key=k",
    "Section [inet_http_server] sets tls_key without tls_cert",
  ],
];

Deno.test("says what a server lacks", () => {
  for (const [body, message] of MISTAKES) {
    assert.deepEqual(problemsOf(`[supervisord]\n${body}\n`), [message], body);
  }
});

Deno.test("ports and modes know the environment, not the directory", () => {
  assert.match(
    problemsOf("[supervisord]\n[inet_http_server]\nport=%(here)s")[0]!,
    /names \('here'\)/,
  );
  assert.match(
    problemsOf("[supervisord]\n[unix_http_server]\nfile=a\nchmod=%(here)s")[0]!,
    /^Format string '%\(here\)s' for 'unix_http_server.chmod' contains names \('here'\)/,
  );
});
