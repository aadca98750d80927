import assert from "node:assert/strict";
import { diffGroups } from "#lib/config/diff.ts";
import { configOf } from "./support/memory_ports.ts";

const FILES = { "/work/log/x": "", "/work/log/y": "" };

function diff(before: string, after: string) {
  const groups = (body: string) => configOf(`[supervisord]\n${body}\n`, { files: FILES }).groups;
  return diffGroups(groups(before), groups(after));
}

const X = "[program:x]\ncommand=a\n";

/** Whether a change of the options of one program is a change of its group. */
function changes(before: string, after: string): boolean {
  const { added, changed, removed } = diff(X + before, X + after);
  assert.deepEqual([added, removed], [[], []]);
  return changed.length > 0;
}

Deno.test("groups are added, removed and changed by name", () => {
  const before = "[program:a]\ncommand=a\n[program:b]\ncommand=b\n[program:c]\ncommand=c\n";
  const after = "[program:c]\ncommand=c\n[program:b]\ncommand=other\n[program:d]\ncommand=d\n";
  assert.deepEqual(diff(before, after), { added: ["d"], changed: ["b"], removed: ["a"] });
  assert.deepEqual(diff(before, before), { added: [], changed: [], removed: [] });
});

const SETTINGS: readonly (readonly [string, string])[] = [
  ...([["", "command=b"], ["", "process_name=y"], [
    "",
    "numprocs=2\nprocess_name=%(process_num)d",
  ]] as const),
  ...([["", "user=me"], ["", "directory=/"], ["", "umask=077"], ["", "priority=1"]] as const),
  ...([["", "autostart=no"], ["", "autorestart=yes"], ["", "startsecs=2"], [
    "",
    "startretries=2",
  ]] as const),
  ...([["", "stopsignal=INT"], ["", "stopwaitsecs=2"], ["", "stopasgroup=1"], [
    "",
    "killasgroup=1",
  ]] as const),
  ...([["", "exitcodes=1"], ["exitcodes=1,2", "exitcodes=2,1"], [
    "",
    "redirect_stderr=1",
  ]] as const),
  ...([["", "environment=A=1"], ["environment=A=1", "environment=A=2"], [
    "",
    "serverurl=x",
  ]] as const),
  ...([["", "stdout_logfile=log/x"], ["", "stdout_logfile=NONE"], [
    "",
    "stdout_syslog=1",
  ]] as const),
  ...([["stdout_logfile=log/x", "stdout_logfile=log/y"], ["", "stderr_logfile=log/x"]] as const),
  ...([["stdout_logfile=NONE", "stdout_logfile=log/x"], [
    "stdout_logfile=log/x",
    "stdout_logfile=off",
  ]] as const),
  ...([["", "stdout_logfile_maxbytes=1"], ["", "stdout_logfile_backups=1"]] as const),
  ...([["", "stderr_capture_maxbytes=1"], ["", "stderr_events_enabled=1"]] as const),
];

Deno.test("every setting of a process counts", () => {
  for (const [before, after] of SETTINGS) {
    assert.ok(changes(before, after), `${before} -> ${after}`);
  }
});

const SAME: readonly (readonly [string, string])[] = [
  ["", "startsecs=1\nautostart=TRUE\nstopsignal=15"],
  ["environment=A=1,B=2", "environment=B=2,A=1"],
  ["stdout_logfile=log/x", "stdout_logfile=AUTO"],
  ["stdout_logfile=NONE", ""],
  ["", "unknown=1"],
];

Deno.test("what means the same is no change, and a file's AUTO matches everything (K-42)", () => {
  for (const [before, after] of SAME) assert.ok(!changes(before, after), `${before} -> ${after}`);
});

Deno.test("the environment setting of [supervisord] changes every group (K-42)", () => {
  assert.deepEqual(diff(X, `environment=A=1\n${X}`), { added: [], changed: ["x"], removed: [] });
});

Deno.test("the order of members counts, and so does the kind of group", () => {
  const members = "[program:a]\ncommand=a\n[program:b]\ncommand=b\n[group:g]\nprograms=";
  assert.deepEqual(diff(`${members}a,b`, `${members}b,a`).changed, ["g"]);
  assert.deepEqual(diff(X, "[fcgi-program:x]\ncommand=a\nsocket=tcp://h:1").changed, ["x"]);
});

Deno.test("of a FastCGI socket only the address counts", () => {
  const fcgi = "[fcgi-program:x]\ncommand=a\nsocket=unix:///s\n";
  assert.deepEqual(
    diff(fcgi, `${fcgi}socket_mode=0777\nsocket_backlog=3\nsocket_owner=me`).changed,
    [],
  );
  assert.deepEqual(diff(fcgi, `${fcgi}socket=unix:///t`).changed, ["x"]);
});

Deno.test("of a pool the events, the buffer and the priority count", () => {
  const pool = "[eventlistener:x]\ncommand=a\nevents=TICK_5,EVENT\n";
  assert.deepEqual(diff(pool, `${pool}events=EVENT,TICK_5,EVENT`).changed, []);
  assert.deepEqual(diff(pool, `${pool}events=EVENT`).changed, ["x"]);
  assert.deepEqual(diff(pool, `${pool}buffer_size=11`).changed, ["x"]);
  assert.deepEqual(diff(pool, `${pool}priority=999`).changed, ["x"]);
});
