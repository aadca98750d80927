import assert from "node:assert/strict";
import type { PermissionKind } from "#lib/permissions/entry.ts";
import { grantedValues } from "#lib/permissions/flags.ts";
import { CONFIG_PATH, type MachineOptions, planFor } from "./plan_for.ts";

type Values = readonly string[] | null;

/** What every daemon gets that has the test's `[supervisord]` and nothing else. */
const BASE: Readonly<Record<PermissionKind, Values>> = {
  run: ["/bin/true"],
  read: [
    ...[CONFIG_PATH, "/srv/app/log", "/srv/app/children", "/etc/group", "/etc/passwd"],
    ...["/srv/app/run/daemon.pid.children", "/srv/app/run/daemon.pid.children.new"],
  ],
  write: [
    ...["/srv/app/log", "/srv/app/children", "/srv/app/run/daemon.pid"],
    ...["/srv/app/run/daemon.pid.children", "/srv/app/run/daemon.pid.children.new"],
  ],
  net: ["127.0.0.1:9229"],
  env: ["HOME", "PATH", "TEMP", "TMP", "TMPDIR"],
  sys: ["gid", "hostname", "uid"],
};

/** A configuration and what it adds to the base, by kind; `null` opens the whole kind. */
interface Case {
  readonly about: string;
  readonly config: string;
  readonly machine?: MachineOptions;
  readonly adds: Partial<Record<PermissionKind, Values>>;
}

const PROGRAM = "[program:a]\ncommand=/bin/sleep 9\n";

const CASES: readonly Case[] = [
  { about: "a configuration without programs and servers", config: "", adds: {} },
  {
    about: "a program by its absolute path",
    config: PROGRAM,
    adds: { run: ["/bin/sleep"], read: ["/bin/sleep"] },
  },
  {
    about: "a program that is found on PATH, with the places looked at before",
    config: "[program:a]\ncommand=python3 -V\n",
    adds: { run: ["/usr/bin/python3"], read: ["/usr/sbin/python3", "/usr/bin/python3"] },
  },
  {
    about: "a program found by the PATH of its own environment",
    config: '[program:a]\ncommand=worker\nenvironment=PATH="/opt/app"\n',
    machine: { executables: ["/opt/app/worker", "/bin/worker"] },
    adds: { run: ["/opt/app/worker"], read: ["/opt/app/worker"] },
  },
  {
    about: "a relative program, from the daemon's directory and not from the program's",
    config: "[program:a]\ncommand=bin/worker\ndirectory=/opt\n",
    machine: { executables: ["/srv/app/bin/worker"] },
    adds: { run: ["/srv/app/bin/worker"], read: ["/srv/app/bin/worker"] },
  },
  {
    about: "a program that does not exist yet, at all its places",
    config: "[program:a]\ncommand=later\n",
    machine: { path: "/usr/bin:/bin" },
    adds: { run: ["/usr/bin/later", "/bin/later"], read: ["/usr/bin/later", "/bin/later"] },
  },
  {
    about: "a command that cannot be taken apart",
    config: '[program:a]\ncommand=/bin/sleep "9\n',
    adds: {},
  },
  {
    about: "many processes of one program, once",
    config: `${PROGRAM}numprocs=50\nprocess_name=%(process_num)d\n`,
    adds: { run: ["/bin/sleep"], read: ["/bin/sleep"] },
  },
  {
    about: "child logs in a directory of their own",
    config: `${PROGRAM}stdout_logfile=/var/log/a/out.log\nstderr_logfile=NONE\n`,
    adds: { run: ["/bin/sleep"], read: ["/var/log/a", "/bin/sleep"], write: ["/var/log/a"] },
  },
  {
    about: "child logs on the daemon's own streams and on a device",
    config:
      `${PROGRAM}stdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\nstderr_logfile=/dev/null\n`,
    adds: { run: ["/bin/sleep"], read: ["/dev/null", "/bin/sleep"], write: ["/dev/null"] },
  },
  {
    about: "redirect_stderr, where the other log's file is not used",
    config: `${PROGRAM}redirect_stderr=true\nstderr_logfile=/var/log/a/err.log\n`,
    adds: {
      run: ["/bin/sleep"],
      read: ["/bin/sleep"],
      write: ["/dev/fd"],
      env: ["NODE_V8_COVERAGE"],
    },
  },
  {
    about: "redirect_stderr beside a shell, which merges the streams",
    config: `${PROGRAM}redirect_stderr=true\n[program:b]\ncommand=/bin/sh -c x\n`,
    adds: { run: ["/bin/sleep", "/bin/sh"], read: ["/bin/sleep", "/bin/sh"], env: ["PWD"] },
  },
  {
    about: "redirect_stderr with a shell that allow_run grants",
    config: `allow_run=/bin/sh\n${PROGRAM}redirect_stderr=true\n`,
    adds: { run: ["/bin/sleep", "/bin/sh"], read: ["/bin/sleep"], env: ["PWD"] },
  },
  {
    about: "stopasgroup",
    config: `${PROGRAM}stopasgroup=true\n`,
    adds: { run: ["/bin/sleep", "/bin/kill"], read: ["/bin/sleep"] },
  },
  {
    about: "killasgroup without a kill program, through the shell",
    config: `${PROGRAM}killasgroup=true\n`,
    machine: { without: ["/bin/kill"] },
    adds: { run: ["/bin/sleep", "/bin/sh"], read: ["/bin/sleep"] },
  },
  {
    about: "another user without further groups, which Deno switches to",
    config: `${PROGRAM}user=plain\n`,
    adds: { run: ["/bin/sleep"], read: ["/bin/sleep"] },
  },
  {
    about: "another user with further groups, through setpriv alone",
    config: `${PROGRAM}user=grouped\n`,
    adds: { run: ["/usr/bin/setpriv"], read: ["/bin/sleep"] },
  },
  {
    about: "the user that the daemon is anyway",
    config: `${PROGRAM}user=grouped\n`,
    machine: { uid: 1001 },
    adds: { run: ["/bin/sleep"], read: ["/bin/sleep"] },
  },
  {
    about: "another user that a daemon without privileges cannot switch to",
    config: `${PROGRAM}user=plain\n`,
    machine: { uid: 1001 },
    adds: { read: ["/bin/sleep"] },
  },
  {
    about: "variables of the dynamic loader, through env alone",
    config: `${PROGRAM}environment=LD_PRELOAD="/x.so"\n`,
    adds: { run: ["/usr/bin/env"], read: ["/bin/sleep"] },
  },
  {
    about: "names that only begin like the loader's, and empty ones",
    config: `${PROGRAM}environment=LDFLAGS="-lx",LD_LIBRARY_PATH=""\n`,
    adds: { run: ["/bin/sleep"], read: ["/bin/sleep"] },
  },
  {
    about: "syslog of a child",
    config: `${PROGRAM}stderr_syslog=true\n`,
    adds: { run: ["/bin/sleep", "/usr/bin/logger"], read: ["/bin/sleep"] },
  },
  {
    about: "a umask, which has no narrower name on Deno's command line",
    config: `${PROGRAM}umask=027\n`,
    adds: { run: ["/bin/sleep"], read: ["/bin/sleep"], sys: null },
  },
  {
    about: "TCP servers on an address, on all, on IPv6 and by name",
    config: "[inet_http_server]\nport=127.0.0.1:9001\n[inet_http_server:b]\nport=*:9002\n" +
      "[inet_http_server:c]\nport=[::1]:9003\n[inet_http_server:d]\nport=localhost:9004\n",
    adds: { net: ["127.0.0.1:9001", "0.0.0.0:9002", "[::1]:9003", "localhost:9004"] },
  },
  {
    about: "a TCP server where there is ps, for CPU and memory on its pages",
    config: "[inet_http_server]\nport=127.0.0.1:9001\n",
    machine: { executables: ["/bin/ps"] },
    adds: { run: ["/bin/ps"], net: ["127.0.0.1:9001"] },
  },
  {
    about: "a UNIX socket with the directory that it is made in",
    config: "[unix_http_server]\nfile=/srv/app/run/s.sock\n",
    adds: {
      net: ["unix:/srv/app/run/s.sock", "unix:/srv/app/run/s.sock.new/s"],
      read: ["/srv/app/run/s.sock", "/srv/app/run/s.sock.new"],
      write: ["/srv/app/run/s.sock", "/srv/app/run/s.sock.new"],
    },
  },
  {
    about: "a UNIX socket in /dev/shm by the link that leads there",
    config: "[unix_http_server]\nfile=/dev/shm/s.sock\n",
    adds: {
      net: [
        "unix:/srv/app/run/daemon.pid.shm/s.sock",
        "unix:/srv/app/run/daemon.pid.shm/s.sock.new/s",
      ],
      read: ["/srv/app/run/daemon.pid.shm"],
      write: ["/srv/app/run/daemon.pid.shm"],
    },
  },
  {
    about: "passwords and certificates of servers, which are read again",
    config: "[inet_http_server]\nport=127.0.0.1:9001\nusername=u\npassword_file=/srv/app/pass\n" +
      "tls_cert=/srv/app/cert.pem\ntls_key=/srv/app/key.pem\n",
    adds: {
      net: ["127.0.0.1:9001"],
      read: ["/srv/app/pass", "/srv/app/cert.pem", "/srv/app/key.pem"],
    },
  },
  {
    about: "child logs with relative paths, in the daemon's directory",
    config: `${PROGRAM}stdout_logfile=logs/out.log\n`,
    adds: {
      run: ["/bin/sleep"],
      read: ["/bin/sleep", "/srv/app/logs"],
      write: ["/srv/app/logs"],
    },
  },
  {
    about: "what the configuration lists itself",
    config: "allow_run=/opt/tool, python3, later\nallow_read=/srv/data\nallow_write=/srv/out\n" +
      "allow_net=10.0.0.1:80\nallow_env=LANG\n",
    adds: {
      run: ["/opt/tool", "/usr/bin/python3", "/usr/sbin/later"],
      read: ["/srv/data"],
      write: ["/srv/out"],
      net: ["10.0.0.1:80"],
      env: ["LANG"],
    },
  },
  {
    about: "permissions=open, which opens the list of programs and no other",
    config: `permissions=open\n${PROGRAM}`,
    adds: { run: null, read: ["/bin/sleep"] },
  },
  {
    about: "a FastCGI socket on TCP",
    config: "[fcgi-program:f]\ncommand=/bin/sleep 9\nsocket=tcp://localhost:9000\n",
    adds: { run: ["/bin/sleep"], read: ["/bin/sleep"], net: ["127.0.0.1:9000"] },
  },
  {
    about: "a FastCGI socket on a path",
    config: "[fcgi-program:f]\ncommand=/bin/sleep 9\nsocket=unix:///srv/app/run/f\n",
    adds: {
      run: ["/bin/sleep"],
      read: ["/srv/app/run/f.new", "/bin/sleep"],
      write: ["/srv/app/run/f", "/srv/app/run/f.new"],
      net: ["unix:/srv/app/run/f.new"],
    },
  },
  {
    about: "an event listener, which is a program like others",
    config: "[eventlistener:l]\ncommand=/usr/bin/python3 l.py\nevents=TICK_60\n",
    adds: { run: ["/usr/bin/python3"], read: ["/usr/bin/python3"] },
  },
  {
    about: "processes that a killed daemon left, to look at",
    config: "",
    machine: { leftState: true, executables: ["/bin/ps"] },
    adds: { run: ["/bin/ps"] },
  },
  {
    about: "processes that a killed daemon left, to end",
    config: "orphans=kill\n",
    machine: { leftState: true, executables: ["/bin/ps"] },
    adds: { run: ["/bin/ps", "/bin/kill"] },
  },
  {
    about: "variables that the configuration refers to, and directories of [include]",
    config: "",
    machine: { environment: ["PORT"], includeDirectories: ["/srv/app/conf.d"] },
    adds: { env: ["PORT"], read: ["/srv/app/conf.d"] },
  },
];

for (const { about, config, machine, adds } of CASES) {
  Deno.test(`the least permissions: ${about}`, () => {
    const { entries } = planFor(config, machine);
    for (const kind of ["run", "read", "write", "net", "env", "sys"] as const) {
      const added = adds[kind];
      const expected = added === null ? null : [...BASE[kind]!, ...added ?? []].toSorted();
      assert.deepEqual(grantedValues(kind, entries)?.toSorted() ?? null, expected, kind);
    }
  });
}

Deno.test("every entry says who needs it, and where that is written", () => {
  const { entries } = planFor(`${PROGRAM}stopasgroup=true\n`);
  const lines = entries.filter(({ kind }) => kind === "run").map(({ value, reason, origin }) =>
    `${value}: ${reason} ${origin?.line ?? "-"}`
  );
  assert.deepEqual(lines, [
    "/bin/sleep: program:a command 6",
    "/bin/true: plays a child that cannot be set up (exit status 127) -",
    "/bin/kill: program:a stopasgroup: signals its process group 7",
  ]);
});

Deno.test("executables and directories that open more than their purpose say what", () => {
  const { entries } = planFor(
    "[program:a]\ncommand=/bin/sh -c x\nstdout_logfile=/tmp/a.log\n[program:b]\ncommand=nginx\n",
  );
  const dangers = entries.filter(({ danger }) => danger !== undefined)
    .map(({ kind, value, danger }) => `${kind} ${value}: ${danger}`);
  assert.deepEqual(dangers, [
    "run /bin/sh: runs any program",
    "read /tmp: shared by all users: other programs' temporary files",
    "write /tmp: shared by all users: other programs' temporary files",
  ]);
});
