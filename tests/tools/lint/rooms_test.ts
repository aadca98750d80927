import assert from "node:assert/strict";
import { lintSource } from "./lint_source.ts";

const FORBIDDEN: readonly (readonly [path: string, specifier: string, reason: string])[] = [
  ["daemon/main.ts", "#ctl/client.ts", "daemon/ must not import ctl/"],
  ["daemon/http/routes.ts", "../../ctl/client.ts", "daemon/ must not import ctl/"],
  ["ctl/main.ts", "../daemon/main.ts", "ctl/ must not import daemon/"],
  ["ctl/commands/status.ts", "#daemon/supervisor.ts", "ctl/ must not import daemon/"],
  ["lib/config/load.ts", "#daemon/supervisor.ts", "lib/ must not import daemon/"],
  ["lib/config/load.ts", "../../ctl/main.ts", "lib/ must not import ctl/"],
];

for (const [path, specifier, reason] of FORBIDDEN) {
  Deno.test(`${path} must not import ${specifier}`, () => {
    const forms = [
      `import { a } from "${specifier}"; a();`,
      `import type { A } from "${specifier}"; export type B = A;`,
      `export { a } from "${specifier}";`,
      `export * from "${specifier}";`,
      `await import("${specifier}");`,
    ];
    for (const form of forms) {
      assert.deepEqual(lintSource(path, form), [`denvisor/rooms: ${reason}: '${specifier}'`]);
    }
  });
}

const ALLOWED: readonly (readonly [path: string, specifier: string])[] = [
  ["daemon/main.ts", "#lib/config/config.ts"],
  ["daemon/main.ts", "./http/listen.ts"],
  ["ctl/main.ts", "../lib/rpc/api.ts"],
  ["lib/config/load.ts", "./ini.ts"],
  ["mod.ts", "./daemon/supervisor.ts"],
  ["tests/daemon_test.ts", "#ctl/main.ts"],
  ["ctl/main.ts", "@stricli/core"],
];

for (const [path, specifier] of ALLOWED) {
  Deno.test(`${path} may import ${specifier}`, () => {
    assert.deepEqual(lintSource(path, `import { a } from "${specifier}"; a();`), []);
  });
}
