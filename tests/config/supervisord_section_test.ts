import assert from "node:assert/strict";
import type { SupervisordConfig } from "#lib/config/config.ts";
import { configOf, noticesOf, problemsOf } from "./support/memory_ports.ts";
import type { MemoryLoad } from "./support/memory_ports.ts";

function section(body: string, options: MemoryLoad = {}): SupervisordConfig {
  return configOf(`[supervisord]\n${body}\n`, options).supervisord;
}

const DEFAULTS = {
  logfile: "/work/supervisord.log",
  logfileMaxbytes: 50 * 1024 ** 2,
  logfileBackups: 10,
  loglevel: "info",
  pidfile: "/work/supervisord.pid",
  umask: 0o22,
  nodaemon: false,
  silent: false,
  minfds: 1024,
  minprocs: 200,
  nocleanup: false,
  childlogdir: "/tmp",
  user: null,
  directory: null,
  stripAnsi: false,
  environment: {},
  identifier: "supervisor",
  allowRun: [],
  allowRead: [],
  allowWrite: [],
  allowNet: [],
  allowEnv: [],
  permissions: "scoped",
  keepHardNofile: false,
  orphans: "report",
} as const;

Deno.test("an empty section has Supervisor's defaults", () => {
  const { origin, origins, ...values } = section("");
  assert.deepEqual(values, DEFAULTS);
  assert.deepEqual(origin, { file: "/work/s.conf", line: 1 });
  assert.deepEqual(origins, {});
});

Deno.test("every key is read", () => {
  const { origin: _origin, origins, ...values } = section(`
logfile=%(here)s/log/a
logfile_maxbytes=1KB
logfile_backups=2
loglevel=TRACE
pidfile=~/pid
umask=077
nodaemon=yes
silent=yes
minfds=3
minprocs=4
nocleanup=yes
childlogdir=log
user=me
directory=~
strip_ansi=yes
environment=A="%(host_node_name)s",B="%%"
identifier=%(ENV_X)s
allow_run=/bin/a, /bin/b
allow_read=/r
allow_write=/w
allow_net=h:1
allow_env=LANG
permissions=open
keep_hard_nofile=yes
orphans=kill`);
  assert.deepEqual(values, {
    logfile: "/work/log/a",
    logfileMaxbytes: 1024,
    logfileBackups: 2,
    loglevel: "trace",
    pidfile: "/home/me/pid",
    umask: 0o77,
    nodaemon: true,
    silent: true,
    minfds: 3,
    minprocs: 4,
    nocleanup: true,
    childlogdir: "/work/log",
    user: 1000,
    directory: "/home/me",
    stripAnsi: true,
    environment: { A: "node.example", B: "%" },
    identifier: "value of x",
    allowRun: ["/bin/a", "/bin/b"],
    allowRead: ["/r"],
    allowWrite: ["/w"],
    allowNet: ["h:1"],
    allowEnv: ["LANG"],
    permissions: "open",
    keepHardNofile: true,
    orphans: "kill",
  });
  assert.equal(origins["umask"]!.line, 8);
});

Deno.test("the word syslog is no path, other words are", () => {
  assert.equal(section("logfile=syslog").logfile, "syslog");
  assert.equal(section("logfile=NONE").logfile, "/work/NONE");
});

Deno.test("the command line wins over the file", () => {
  const line =
    "-c s.conf -l log/x -y 1KB -z 1 -e warn -j p -m 7 -d log -i id -q log -a 9 -u root -nskt";
  const options = { argv: [...line.split(" "), "--minprocs=8"] };
  const body = "logfile=f\nloglevel=info\nidentifier=f\nuser=me\nminfds=1\n";
  const values = section(body, options);
  assert.deepEqual(
    [
      values.logfile,
      values.logfileMaxbytes,
      values.logfileBackups,
      values.loglevel,
      values.pidfile,
    ],
    ["/work/log/x", 1024, 1, "warn", "/work/p"],
  );
  assert.deepEqual(
    [values.umask, values.directory, values.identifier, values.childlogdir, values.user],
    [7, "/work/log", "id", "/work/log", 0],
  );
  assert.deepEqual([values.minfds, values.minprocs], [9, 8]);
  assert.ok(values.nodaemon && values.silent && values.nocleanup && values.stripAnsi);
});

Deno.test("a value of the file has to be right even where the command line has another", () => {
  const problems = problemsOf("[supervisord]\nminfds=x\n", { argv: ["-c", "s.conf", "-a", "1"] });
  assert.deepEqual(problems, ["invalid literal for int() with base 10: 'x'"]);
});

Deno.test("names the option of the command line whose path or user is wrong", () => {
  const problems = problemsOf("[supervisord]\n", {
    argv: ["-c", "s.conf", "-d", "no", "--childlogdir=no", "-l", "no/x", "-jno/y", "-u", "nosuch"],
  });
  assert.deepEqual(problems, [
    "invalid value for -d 'no': no is not an existing directory",
    "invalid value for --childlogdir 'no': no is not an existing directory",
    "invalid value for -l 'no/x': The directory named as part of the path no/x does not exist",
    "invalid value for -j 'no/y': The directory named as part of the path no/y does not exist",
    "Invalid user name nosuch",
  ]);
});

Deno.test("its environment is known to everything that is read later", () => {
  const text = "[supervisord]\nenvironment=P=9001,U=me\n[inet_http_server]\nport=%(ENV_P)s\n" +
    "[program:x]\ncommand=%(ENV_U)s\nuser=%(ENV_U)s\n";
  const config = configOf(text);
  assert.equal(config.servers[0]!.kind === "inet" && config.servers[0]!.port, 9001);
  assert.equal(config.groups[0]!.processes[0]!.uid, 1000);
  assert.match(problemsOf("[supervisord]\nenvironment=P=1\nminfds=%(ENV_P)s\n")[0]!, /ENV_P/);
});

Deno.test("refuses a file without the section", () => {
  const message = ".ini file does not include supervisord section";
  assert.deepEqual(problemsOf(""), [message]);
  assert.deepEqual(problemsOf("[Supervisord]\n"), [message]);
});

Deno.test("warns about an identifier that breaks event headers (B-29)", () => {
  const notices = noticesOf("[supervisord]\nidentifier=a b\n");
  assert.deepEqual(notices, [
    "identifier 'a b' has blanks in it, which event listeners cannot read",
  ]);
  assert.deepEqual(noticesOf("[supervisord]\nidentifier=a:b\n"), [
    "identifier 'a:b' has a colon in it, which event listeners cannot read",
  ]);
});

Deno.test("warns about an environment that is hardly meant (B-31)", () => {
  const [notice] = noticesOf("[supervisord]\nenvironment=A=$HOME\n");
  assert.match(notice!, /^For \[supervisord\], environment: '\$' is taken as the value of 'A'/);
});
