import assert from "node:assert/strict";
import { stopSeconds, systemdUnit } from "#lib/permissions/systemd_unit.ts";
import { configFor, planFor } from "./plan_for.ts";

const OPTIONS = {
  denvisord: "/opt/den visor/denvisord",
  svctl: "/opt/$x/svctl",
  path: "/a b:/bin",
};

function unitFor(rest: string): ReadonlyMap<string, string> {
  const text = systemdUnit(configFor(rest), { plan: planFor(rest), options: OPTIONS });
  const rows = text.split("\n").filter((line) => /^\w/.test(line)).map((line) => line.split("="));
  return new Map(rows.map(([key, ...value]) => [key!, value.join("=")]));
}

Deno.test("the unit runs the launcher in the foreground and lets it deal with its programs", () => {
  const unit = unitFor("[program:a]\ncommand=/bin/sleep 9\n");
  assert.deepEqual(
    ["Type", "KillMode", "ExecStart", "ExecReload", "WorkingDirectory", "Environment"].map((key) =>
      unit.get(key)
    ),
    [
      "exec",
      "mixed",
      '"/opt/den visor/denvisord" -n -c /srv/app/supervisord.conf',
      "/opt/$$x/svctl -c /srv/app/supervisord.conf update",
      "/",
      '"PATH=/a b:/bin"',
    ],
  );
  assert.ok(!unit.has("MemoryDenyWriteExecute"));
});

Deno.test("the stop takes longer than the longest waits of all priorities together", () => {
  const program = (name: string, priority: number, wait: number) =>
    `[program:${name}]\ncommand=/bin/sleep 9\npriority=${priority}\nstopwaitsecs=${wait}\n`;
  const rest = program("a", 1, 60) + program("b", 1, 5) + program("c", 2, 30);
  assert.equal(stopSeconds(configFor(rest)), 61 + 31 + 10);
  assert.equal(unitFor(rest).get("TimeoutStopSec"), "102");
});

Deno.test("paths below what the unit protects stay writable, and '%' is no specifier", () => {
  const rest = "[program:a]\ncommand=/bin/sleep 9\nstdout_logfile=/etc/a%%%%b/out.log\n";
  assert.equal(unitFor(rest).get("ReadWritePaths"), "-/etc/a%%b");
  assert.equal(unitFor("").get("ReadWritePaths"), undefined);
});
