import assert from "node:assert/strict";
import type { PermissionEntry } from "#lib/permissions/entry.ts";
import { permissionFlags } from "#lib/permissions/flags.ts";
import { pluginEntries } from "#lib/permissions/plugin_entries.ts";
import type { PermissionFacts } from "#lib/permissions/facts.ts";
import { CONFIG_PATH, planFor } from "#tests/permissions/plan_for.ts";
import { configOf } from "#tests/config/support/memory_ports.ts";

const SECTION = `[plugin:p]
module=./p.ts
allow_run=python3,./bin/tool
allow_read=data
allow_write=/srv/notes
allow_net=api.example.org:443,[::1]:80
allow_env=TOKEN
allow_sys=loadavg
`;

/** `kind value: reason @ line` of what the plugin is granted. */
function shown(entries: readonly PermissionEntry[]): readonly string[] {
  return entries.filter(({ reason }) => reason.startsWith("[plugin:")).map(
    ({ kind, value, reason, origin }) => `${kind} ${value}: ${reason} @ ${origin?.line}`,
  );
}

Deno.test("everything that a section grants is listed with its line, and nothing else is", () => {
  const { entries } = planFor(SECTION);
  assert.deepEqual(shown(entries), [
    "run /usr/bin/python3: [plugin:p] allow_run @ 7",
    "run /srv/app/bin/tool: [plugin:p] allow_run @ 7",
    "read /srv/app/p.ts: [plugin:p] module @ 6",
    "read /srv/app/data: [plugin:p] allow_read @ 8",
    "write /srv/notes: [plugin:p] allow_write @ 9",
    "net api.example.org:443: [plugin:p] allow_net @ 10",
    "net [::1]:80: [plugin:p] allow_net @ 10",
    "env TOKEN: [plugin:p] allow_env @ 11",
    "sys loadavg: [plugin:p] allow_sys @ 12",
  ]);
  const python = entries.find(({ value }) => value === "/usr/bin/python3");
  assert.match(python!.danger!, /^an interpreter/);
  assert.equal(python!.origin!.file, CONFIG_PATH);
});

Deno.test("a plugin that is granted nothing adds its module to the flags and opens no kind", () => {
  const without = permissionFlags(planFor(""));
  const flags = permissionFlags(planFor("[plugin:p]\nmodule=/srv/p.ts\n"));
  assert.deepEqual(
    flags.map((flag) => flag.replace(",/srv/p.ts", "").replace("/srv/p.ts,", "")),
    without,
  );
  assert.ok(flags.join(" ").includes("/srv/p.ts"));
});

Deno.test("where Denvisor's sources are, a plugin may read what it imports of them", () => {
  const [plugin] = configOf("[supervisord]\n[plugin:p]\nmodule=p.ts\n", {
    files: { "/work/p.ts": "" },
  }).plugins;
  const facts = { pluginLibrary: "/opt/d/lib/plugin" } as PermissionFacts;
  assert.deepEqual(shown(pluginEntries(plugin!, facts)), [
    "read /work/p.ts: [plugin:p] module @ 3",
    "read /opt/d/lib/plugin: [plugin:p] module: what plugins import @ 3",
  ]);
});
