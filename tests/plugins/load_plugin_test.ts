import assert from "node:assert/strict";
import { loadPlugin } from "#daemon/plugins/load_plugin.ts";
import type { PluginModuleConfig } from "#lib/config/config.ts";
import { REPOSITORY } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";

function section(module: string): PluginModuleConfig {
  const origin = { file: "/work/s.conf", line: 1 };
  const permissions = { run: [], read: [], write: [], net: [], env: [], sys: [] };
  return { name: "p", module, permissions, options: { k: "v" }, origin, origins: {} };
}

async function load(path: string, text: string): Promise<unknown> {
  await Deno.writeTextFile(path, text);
  return await loadPlugin(section(path));
}

Deno.test("a plugin is what its module exports as plugin, also from a path with odd letters", async () => {
  await using dir = await tempDir();
  const library = `${REPOSITORY}/lib/plugin/define_plugin.ts`;
  const text = `import { definePlugin } from "${library}";
export const plugin = definePlugin({ start() {} });
`;
  for (const name of ["plain.ts", "with ?, # and %41.ts", "grüße.ts"]) {
    const plugin = await load(`${dir.path}/${name}`, text);
    assert.equal(typeof (plugin as { start: unknown }).start, "function", name);
  }
});

Deno.test("modules that are no plugin, and those that do not load, are named with the reason", async () => {
  await using dir = await tempDir();
  const refused: readonly (readonly [string, RegExp])[] = [
    ["export const other = 1;", /^'.*0\.ts' is no plugin: it has no 'export const plugin =/],
    ["export const plugin = { stop() {} };", /^'.*1\.ts' is no plugin/],
    ["export const plugin = {", /^Cannot load '.*2\.ts': .*2\.ts:1:/],
    ['import "./gone.ts";', /^Cannot load '.*3\.ts': Module not found "file:.*\/gone\.ts"/],
    ['throw new Error("in a hurry");', /^Cannot load '.*4\.ts': in a hurry$/],
  ];
  for (const [index, [text, message]] of refused.entries()) {
    const outcome = load(`${dir.path}/${index}.ts`, text);
    await assert.rejects(outcome, (error: Error) => {
      assert.equal(error.name, "PluginError");
      assert.match(error.message, message);
      // deno-lint-ignore no-control-regex
      assert.doesNotMatch(error.message, /[\n\x1b]/);
      return true;
    });
  }
});

Deno.test("what a plugin needs may follow from its options", async () => {
  await using dir = await tempDir();
  const text = `export const seen = [];
export const plugin = {
  permissions: (options) => { seen.push(options); return { net: ["example.org:443"] }; },
  start() {},
};
`;
  const path = `${dir.path}/p.ts`;
  await load(path, text);
  const { seen } = await import(`file://${path}`);
  assert.deepEqual(seen, [{ k: "v" }]);
});
