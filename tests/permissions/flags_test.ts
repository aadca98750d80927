import assert from "node:assert/strict";
import { isCovered, permissionFlags, unlistable } from "#lib/permissions/flags.ts";
import { planFor, planForText } from "./plan_for.ts";

Deno.test("the flags of a small configuration, as a whole", () => {
  const plan = planFor(
    "[inet_http_server]\nport=127.0.0.1:9001\n[program:a]\ncommand=/bin/sleep 9\n",
  );
  assert.deepEqual(permissionFlags(plan), [
    "--no-prompt",
    "--cached-only",
    "--deny-import",
    "--allow-run=/bin/sleep,/bin/true",
    "--allow-read=/srv/app/supervisord.conf,/srv/app/log,/srv/app/children," +
    "/srv/app/run/daemon.pid.children,/srv/app/run/daemon.pid.children.new,/bin/sleep," +
    "/etc/group,/etc/passwd",
    "--allow-write=/srv/app/log,/srv/app/children,/srv/app/run/daemon.pid," +
    "/srv/app/run/daemon.pid.children,/srv/app/run/daemon.pid.children.new",
    "--allow-net=127.0.0.1:9001,127.0.0.1:9229",
    "--allow-env=HOME,PATH,TEMP,TMP,TMPDIR",
    "--allow-sys=gid,hostname,uid",
  ]);
});

Deno.test("a kind that nothing needs has no flag, one that is open has no list", () => {
  const { entries } = planFor("[program:a]\ncommand=/bin/sleep 9\numask=027\n");
  const flags = permissionFlags({ entries: entries.filter(({ kind }) => kind !== "net") });
  assert.ok(flags.includes("--allow-sys"));
  assert.ok(!flags.some((flag) => flag.startsWith("--allow-net")));
});

Deno.test("no plan opens everything, native code or imports", () => {
  const plan = planFor("[program:a]\ncommand=/bin/sh\nuser=grouped\nredirect_stderr=true\n");
  for (const flag of permissionFlags(plan)) {
    assert.doesNotMatch(flag, /^-A|^--allow-(?:all|ffi|import)|^--allow-\w+$|=$/);
  }
});

Deno.test("a path below a listed directory is not listed again", () => {
  const text = "[supervisord]\nlogfile=/srv/app/log/x.log\npidfile=/srv/app/log/x.pid\n" +
    "childlogdir=/srv/app\n";
  const flags = permissionFlags(planForText(text));
  assert.ok(flags.includes("--allow-write=/srv/app"));
  assert.ok(flags.includes("--allow-read=/srv/app,/etc/group,/etc/passwd"));
});

Deno.test("covering goes by whole names and up to the root", () => {
  const list = new Set(["/srv/app"]);
  assert.ok(isCovered("/srv/app/a/b", list));
  assert.ok(!isCovered("/srv/app", list));
  assert.ok(!isCovered("/srv/application", list));
  assert.ok(isCovered("/srv", new Set(["/"])));
  assert.ok(!isCovered("/", new Set(["/"])));
});

Deno.test("what a command line cannot hold is told with its reason", () => {
  const plan = planFor("[program:a]\ncommand=/opt/a,b/run\n", { environment: ["A*", "B"] });
  assert.deepEqual(unlistable(plan).map(({ kind, value }) => `${kind} ${value}`), [
    "run /opt/a,b/run",
    "read /opt/a,b/run",
    "env A*",
  ]);
});
