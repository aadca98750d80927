/**
 * Texts to give to options of each kind: good ones, and ones that are refused.
 *
 * @module
 */

import type { OptionKind } from "#lib/config/options/option.ts";

/** The environment of every generated case. */
export const GENERATED_ENV: Readonly<Record<string, string>> = {
  PATH: "/usr/bin:/bin",
  X: "xval",
  N: "5",
  YES: "yes",
  PCT: "100%",
  BLANK: "a b",
  EMPTY: "",
};

interface Pool {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const BAD_FORMAT = ["%", "%(nope)s", "100%", "%(ENV_X)d", "%(here)", "%s", "%(ENV_NOPE)s"];

/** By kind. Names in percent signs are known where programs are concerned, not everywhere. */
export const POOLS: Readonly<Record<OptionKind, Pool>> = {
  address: {
    good: ["9001", "*:9001", ":9002", "127.0.0.1:9003", "LocalHost:1", "[::1]:90", "%(ENV_N)s"],
    bad: ["0", "65536", "h:0", "h:99999", "h:", "x", "", "h:x", "%(here)s"],
  },
  autorestart: {
    good: ["true", "false", "unexpected", "Unexpected", "ON", "%(ENV_YES)s"],
    bad: ["sometimes", "", "2"],
  },
  boolean: {
    good: ["true", "false", "Yes", "no", "ON", "off", "1", "0", "%(ENV_YES)s"],
    bad: ["maybe", "", "2", "t", "%(ENV_BLANK)s"],
  },
  bytes: {
    good: ["0", "50MB", "1kb", "2 GB", "1024", "-1", "10Mb"],
    bad: ["1K", "MB", "1.5MB", "", "x", "1TB"],
  },
  "child-log": {
    good: [
      ...["NONE", "none", "OFF", "AUTO", "auto", "syslog", "log/%(program_name)s.log", "x.log", ""],
      ...["%(here)s/log/a-%(process_num)d.log", "log/%%%%d.log", "~/x.log", "/dev/stdout"],
      ...["log/%(ENV_X)s", "log/%(group_name)s-%(numprocs)d"],
    ],
    bad: ["nodir/x.log", "log/100%%.log", "log/%%(nope)s", "/no/such/dir/x"],
  },
  directory: {
    good: ["log", ".", "~", "%(here)s/log", "/tmp", "log/../log/"],
    bad: ["nodir", "", "main.conf/x"],
  },
  environment: {
    good: [
      ...["A=1", 'A="1",B="2"', "A=1, B=2", 'A="%(ENV_X)s"', "", 'KEY="val,ue"', "A=1,", "A='x y'"],
      ...["A=%%,B=1", 'P="%(here)s/x:%(ENV_PATH)s"', 'A=""', "A=a-b_c.d", 'H="%(host_node_name)s"'],
      ...['A="1",A="2"', 'X="own"', "A=$HOME", "A=a b", 'A="a\\"b"', "A=x#y"],
    ],
    bad: ["A", "A=", "=1", ",A=1", 'A="1', "A=1,,B=2", "A=a@b", 'A="1" B="2"', 'B="%(ENV_A)s"'],
  },
  exitcodes: { good: ["0", "0,2", "", "1, 2", "255"], bad: ["256", "-1", "a", "0,", "0 2"] },
  integer: {
    good: ["0", "1", "5", "10", "999", "-1", "1_000", "+3", "%(ENV_N)s", "%(ENV_N)3s"],
    bad: ["x", "", "1.5", "0x10", "1 2", "%(ENV_X)s"],
  },
  loglevel: { good: ["info", "DEBUG", "blather", "Warn", "critical"], bad: ["warning", "", "5"] },
  name: {
    good: ["%(program_name)s", "n%(process_num)d", "%(program_name)s_%(process_num)02d", "plain"],
    bad: ["a b", "a:b", "a/b", "%(nope)s", "%(program_name)"],
  },
  octal: { good: ["022", "0700", "7", "0o22", "-1", "0_22"], bad: ["8", "", "rwx", "0x12"] },
  orphans: { good: ["report", "kill"], bad: [] },
  ownership: {
    good: ["root", "root:root", "nobody:nogroup", "0:0", "65534"],
    bad: ["nosuch", "root:nosuch", "", "root.root", ":"],
  },
  path: {
    good: ["x.log", "log/x", "~/x", "%(here)s/y", "/tmp/z", "syslog", "log//a", "NONE"],
    bad: ["nodir/x", "/no/such/dir/x"],
  },
  permissions: { good: ["scoped", "open"], bad: [] },
  signal: {
    good: ["TERM", "sigint", "HUP", "9", "15", "CLD", "RTMIN", "64", "SigUsr1"],
    bad: ["FOO", "", "99", "32", "SIG", "T ERM"],
  },
  strings: { good: ["", "a", "a, b"], bad: [] },
  text: {
    good: [
      ...["x", "", "a b  c", "%(ENV_X)s", "100%%", 'it\'s "q"', "unix://%(ENV_X)s", "AUTO", "é"],
      ...["%(ENV_BLANK)s|", "%(ENV_PCT)s", "a=b", "a;b#c"],
    ],
    bad: BAD_FORMAT,
  },
  user: { good: ["root", "0", "nobody", "65534"], bad: ["nosuch", "", "12345678"] },
};

/** Better values for options whose kind says little about them. */
export const KEY_POOLS: Readonly<Record<string, Pool>> = {
  command: {
    good: [
      ...[
        "/bin/cat",
        "sh -c 'echo %(ENV_X)s'",
        "x --n %(process_num)d",
        "%(here)s/run %(numprocs)d",
      ],
      ...["a ; cut", "printf '%%d'", "%(program_name)s %(group_name)s", "%(ENV_A)s", ""],
    ],
    bad: BAD_FORMAT,
  },
  user: POOLS.user,
  numprocs: {
    good: [
      ...["1", "0", "-1", "2\nprocess_name=%(program_name)s_%(process_num)02d"],
      ...["%(ENV_N)s\nprocess_name=n%(process_num)d", "12\nprocess_name=%(process_num)d"],
    ],
    bad: ["x", "", "2", "2\nprocess_name=%%(process_num)d"],
  },
  priority: { good: ["1", "5", "5", "999", "-1"], bad: ["x", "%(program_name)s"] },
  events: {
    good: ["EVENT", "tick_5", "PROCESS_STATE,TICK_60", "process_log, PROCESS_LOG", "EVENT,EVENT"],
    bad: ["", "FOO", "TICK_5,", "toString"],
  },
  buffer_size: { good: ["1", "10", "100"], bad: ["0", "-5", "x"] },
  result_handler: { good: ["supervisor.dispatchers:default_handler"], bad: ["no.such:thing", "x"] },
  socket: {
    good: [
      ...["unix:///tmp/%(program_name)s.sock", "tcp://localhost:9000", "tcp://HOST:1"],
      ...["unix://%(here)s/../s.sock", "unix:///a//b/./c"],
    ],
    bad: ["", "unix://rel", "tcp://h:0", "tcp://h:99999", "http://h:1", "tcp://h", "x"],
  },
  socket_backlog: { good: ["1", "128", "65535"], bad: ["0", "65536", "x"] },
  file: {
    good: ["/tmp/s.sock", "s.sock", "~/s.sock", "%(here)s/s.sock", "a/../b.sock"],
    bad: BAD_FORMAT,
  },
  files: {
    good: [
      ...["conf.d/*.conf", "conf.d/a.conf conf.d/b.conf", "conf.d/?.conf", "%(here)s/conf.d/*", ""],
      ...["conf.d/[!a].conf", "conf.d/**/*.conf", "nosuch/*.conf", "conf.d/b.conf\n conf.d/a.conf"],
      ...["conf.d/.*.conf", "%(host_node_name)s/*.conf", "conf.d"],
    ],
    bad: ["%(nope)s", "conf.d/bad/*.conf", "%(program_name)s/*.conf"],
  },
  "supervisor.rpcinterface_factory": {
    good: ["supervisor.rpcinterface:make_main_rpcinterface"],
    bad: ["no.such:thing"],
  },
  "supervisor.ctl_factory": { good: ["no.such:thing"], bad: [] },
  process_name: POOLS.name,
  programs: {
    good: ["p0", "p0,p1", "p1, p0", "p3,p2", "p2\n ,p3", "", "p0,p0"],
    bad: ["nosuch", "p0,", "p0,nosuch", "l0", "f0"],
  },
};

/** Options of Denvisor's own that are left out, because Supervisor ignores whatever they hold. */
export const OWN_KEYS: ReadonlySet<string> = new Set(["password_file", "tls_cert", "tls_key"]);
