import assert from "node:assert/strict";
import { findPluginLibrary } from "#lib/permissions/plugin_library.ts";
import { memoryFileSystem } from "#tests/config/support/memory_ports.ts";

const FILES = memoryFileSystem({ "/opt/d/lib/plugin/define_plugin.ts": "", "/opt/x/y": "" });

Deno.test("the library is found from the sources of the daemon and from its bundle", () => {
  for (const code of ["/opt/d/daemon", "/opt/d/.build/daemon"]) {
    assert.equal(findPluginLibrary(code, FILES), "/opt/d/lib/plugin", code);
  }
});

Deno.test("where there are no sources there is no library", () => {
  for (const code of ["/opt/x", "/", undefined]) {
    assert.equal(findPluginLibrary(code, FILES), undefined, code);
  }
});
