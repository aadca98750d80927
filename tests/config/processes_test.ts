import assert from "node:assert/strict";
import type { ProcessConfig } from "#lib/config/config.ts";
import { configOf, noticesOf, problemsOf } from "./support/memory_ports.ts";

function processes(body: string): readonly ProcessConfig[] {
  return configOf(`[supervisord]\n[program:x]\n${body}\n`).groups[0]!.processes;
}

function problems(body: string): readonly string[] {
  const suffix = " in section 'program:x' (file: 's.conf')";
  return problemsOf(`[supervisord]\n[program:x]\n${body}\n`).map((message) => {
    assert.ok(message.endsWith(suffix), message);
    return message.slice(0, -suffix.length);
  });
}

const CHANNEL = {
  logfile: { kind: "auto" },
  logfileMaxbytes: 50 * 1024 ** 2,
  logfileBackups: 10,
  captureMaxbytes: 0,
  eventsEnabled: false,
  syslog: false,
};

Deno.test("a program needs no more than a command", () => {
  assert.deepEqual(processes("command=/bin/cat"), [{
    name: "x",
    program: "x",
    section: "program:x",
    command: "/bin/cat",
    directory: null,
    umask: null,
    priority: 999,
    autostart: true,
    autorestart: "unexpected",
    startsecs: 1,
    startretries: 3,
    exitcodes: [0],
    stopsignal: "SIGTERM",
    stopwaitsecs: 10,
    stopasgroup: false,
    killasgroup: false,
    uid: null,
    redirectStderr: false,
    stdout: CHANNEL,
    stderr: CHANNEL,
    environment: {},
    serverurl: null,
    origin: { file: "/work/s.conf", line: 2 },
    origins: { command: { file: "/work/s.conf", line: 3 } },
  }]);
});

Deno.test("every key is read", () => {
  const [process] = processes(`command=a
  b
process_name=n
priority=1
autostart=no
startsecs=2
startretries=4
autorestart=true
exitcodes=1,2
stopsignal=int
stopwaitsecs=5
stopasgroup=yes
user=me
stdout_logfile=log/o
stdout_logfile_maxbytes=1KB
stdout_logfile_backups=6
stdout_capture_maxbytes=2KB
stdout_events_enabled=yes
stdout_syslog=yes
stderr_logfile=none
stderr_logfile_maxbytes=3KB
stderr_logfile_backups=7
stderr_capture_maxbytes=4KB
stderr_events_enabled=yes
stderr_syslog=yes
environment=A=1
directory=~
umask=077
serverurl=http://h:1`);
  const { origin: _origin, origins: _origins, ...values } = process!;
  assert.deepEqual(values, {
    name: "n",
    program: "x",
    section: "program:x",
    command: "a\nb",
    directory: "~",
    umask: 0o77,
    priority: 1,
    autostart: false,
    autorestart: "true",
    startsecs: 2,
    startretries: 4,
    exitcodes: [1, 2],
    stopsignal: "SIGINT",
    stopwaitsecs: 5,
    stopasgroup: true,
    killasgroup: true,
    uid: 1000,
    redirectStderr: false,
    stdout: {
      logfile: { kind: "file", path: "log/o" },
      logfileMaxbytes: 1024,
      logfileBackups: 6,
      captureMaxbytes: 2048,
      eventsEnabled: true,
      syslog: true,
    },
    stderr: {
      logfile: { kind: "none" },
      logfileMaxbytes: 3072,
      logfileBackups: 7,
      captureMaxbytes: 4096,
      eventsEnabled: true,
      syslog: true,
    },
    environment: { A: "1" },
    serverurl: "http://h:1",
  });
});

Deno.test("numprocs makes processes with their own number, sorted as text (K-19)", () => {
  const list = processes(
    "command=%(process_num)d/%(numprocs)d\nnumprocs=3\nnumprocs_start=9\nprocess_name=p%(process_num)d",
  );
  assert.deepEqual(list.map(({ name, command }) => `${name} ${command}`), [
    ...["p10 10/3", "p11 11/3", "p9 9/3"],
  ]);
  assert.deepEqual(processes("command=a\nnumprocs=0"), []);
  assert.deepEqual(processes("command=a\nnumprocs=-2"), []);
});

Deno.test("without a process nothing of it is looked at", () => {
  assert.deepEqual(processes("numprocs=0\nstdout_logfile=no/x\nenvironment=A"), []);
});

Deno.test("the process number is known to the keys of one process only", () => {
  const name = "%(process_num)d";
  for (const key of ["command", "directory", "stdout_logfile_backups", "stderr_logfile_maxbytes"]) {
    const body = `${key === "command" ? "" : "command=a\n"}${key}=${name}`;
    assert.deepEqual(problems(body), [], key);
  }
  for (const key of ["startsecs", "user", "umask", "stdout_capture_maxbytes", "numprocs"]) {
    assert.match(problems(`command=a\n${key}=${name}`)[0]!, /names \('process_num'\)/, key);
  }
});

Deno.test("its own environment is known to what comes after it, not to itself", () => {
  const [process] = processes("command=%(ENV_A)s\ndirectory=/%(ENV_A)s\nenvironment=A=own");
  assert.deepEqual([process!.command, process!.directory], ["own", "/own"]);
  assert.match(
    problems('command=a\nenvironment=A="1",B="%(ENV_A)s"')[0]!,
    /for 'environment' .*ENV_A/,
  );
  assert.match(problems("command=a\nuser=%(ENV_A)s\nenvironment=A=root")[0]!, /program:x.user/);
  const [shadowed] = processes("command=%(ENV_X)s\nenvironment=X=own");
  assert.equal(shadowed!.command, "own");
});

Deno.test("the daemon's environment setting lies under the program's own", () => {
  const text = "[supervisord]\nenvironment=A=1,B=2\n[program:x]\ncommand=a\nenvironment=B=3,C=4\n";
  assert.deepEqual(configOf(text).groups[0]!.processes[0]!.environment, { A: "1", B: "3", C: "4" });
});

Deno.test("log files are expanded twice, everything else once (K-03)", () => {
  const [process] = processes(
    "command=%%%%\nstdout_logfile=log/%%%%x\nstderr_logfile=log/%%(process_num)d",
  );
  assert.equal(process!.command, "%%");
  assert.deepEqual(process!.stdout.logfile, { kind: "file", path: "log/%x" });
  assert.deepEqual(process!.stderr.logfile, { kind: "file", path: "log/0" });
  assert.match(
    problems("command=a\nstdout_logfile=log/%%x y")[0]!,
    /'log\/%x y' for 'stdout_logfile'/,
  );
});

Deno.test("serverurl is AUTO in any case and with blanks, else any text", () => {
  const table = [["AUTO", null], [" auto ", null], ["", ""], ["x y", "x y"]] as const;
  for (const [text, value] of table) {
    assert.equal(processes(`command=a\nserverurl=${text}`)[0]!.serverurl, value);
  }
});

Deno.test("killasgroup follows stopasgroup unless it is given", () => {
  assert.equal(processes("command=a\nstopasgroup=1")[0]!.killasgroup, true);
  assert.equal(processes("command=a\nkillasgroup=1")[0]!.stopasgroup, false);
  assert.deepEqual(problems("command=a\nstopasgroup=1\nkillasgroup=0"), [
    "Cannot set stopasgroup=true and killasgroup=false",
  ]);
});

Deno.test("redirected standard error has no log file", () => {
  const [process] = processes("command=a\nredirect_stderr=1\nstderr_logfile=log/x");
  assert.deepEqual(process!.stderr.logfile, { kind: "none" });
});

const NOTICES: readonly (readonly [string, string | null])[] = [
  ["stdout_logfile=AUTO", null],
  [
    "stdout_logfile_maxbytes=0",
    "AUTO logging used for stdout_logfile without rollover, set maxbytes > 0 to avoid filling up " +
    "filesystem unintentionally",
  ],
  [
    "stderr_logfile=Syslog",
    "stderr_logfile=syslog but this is deprecated and will be removed.  " +
    "Use stderr_syslog=true to enable syslog instead.",
  ],
  [
    "redirect_stderr=1\nstderr_logfile=log/x",
    "redirect_stderr=true but stderr_logfile has also been set to a filename, the filename has been ignored",
  ],
  ["redirect_stderr=1\nstderr_logfile=none", null],
];

Deno.test("warns in Supervisor's words, once for all processes of a section", () => {
  for (const [body, text] of NOTICES) {
    const numbered = `command=a\nnumprocs=3\nprocess_name=%(process_num)d\n${body}`;
    const expected = text === null ? [] : [`For [program:x], ${text}`];
    assert.deepEqual(noticesOf(`[supervisord]\n[program:x]\n${numbered}\n`), expected, body);
  }
});

Deno.test("the word syslog for a file turns syslog on (CFG-128)", () => {
  const { stdout } = processes("command=a\nstdout_logfile=syslog")[0]!;
  assert.deepEqual([stdout.logfile, stdout.syslog], [{ kind: "none" }, true]);
});

const MISTAKES: readonly (readonly [string, string])[] = [
  ["startsecs=1", "program section program:x does not specify a command"],
  [
    "command=a\nnumprocs=2",
    "%(process_num) must be present within process_name when numprocs > 1",
  ],
  [
    "command=a\nprocess_name=a b",
    "Invalid name: 'a b' because of character: ' '",
  ],
  [
    "command=a\nnumprocs=2\nprocess_name=%%(process_num)d",
    "process_name gives the same name '%(process_num)d' twice",
  ],
  ["command=a\nstopsignal=0", "value '0' is not a valid signal number"],
  ["command=a\nuser=nosuch", "Invalid user name nosuch"],
  ["command=a\nautorestart=maybe", "invalid 'autorestart' value 'maybe'"],
  ["command=a\nexitcodes=300", "not a valid list of exit codes: '300'"],
];

Deno.test("names the section and the file in every mistake of a program", () => {
  for (const [body, message] of MISTAKES) assert.deepEqual(problems(body), [message], body);
});

Deno.test("several mistakes of one program are all reported, once each", () => {
  const body =
    "command=%(nope)s\nstartsecs=x\nstopsignal=y\nnumprocs=3\nprocess_name=%(process_num)d";
  assert.deepEqual(problems(body).map((message) => message.slice(0, 40)), [
    "invalid literal for int() with base 10: ",
    "value 'y' is not a valid signal name",
    "Format string '%(nope)s' for 'program:x.",
  ]);
});

Deno.test("warns about names that expansion has made unreadable (B-30)", () => {
  const [notice] = noticesOf("[supervisord]\n[program:x]\ncommand=a\nprocess_name=%(here)s\n");
  assert.match(notice!, /^For \[program:x\], the process name '\/work' has characters/);
});

Deno.test("names of programs may hold whatever JavaScript objects call their own", () => {
  const text =
    "[supervisord]\n[program:__proto__]\ncommand=a\nenvironment=__proto__=1,toString=2\n";
  const [group] = configOf(text).groups;
  assert.equal(group!.name, "__proto__");
  assert.deepEqual(Object.entries(group!.processes[0]!.environment), [["__proto__", "1"], [
    "toString",
    "2",
  ]]);
});
