import assert from "node:assert/strict";
import { lintSource } from "./lint_source.ts";

function linesOf(count: number): string {
  return Array.from({ length: count }, (_, line) => `export const a${line} = ${line};\n`).join("");
}

Deno.test("a module of 400 lines passes and one of 401 does not", () => {
  assert.deepEqual(lintSource("lib/a.ts", linesOf(400)), []);
  assert.deepEqual(lintSource("tests/a_test.ts", linesOf(401)), [
    "denvisor/module-length: Module has 401 lines, the limit is 400",
  ]);
});

Deno.test("default exports are refused in every form", () => {
  const message = "denvisor/no-default-export: Default exports are not used here";
  for (
    const source of [
      "export default function f() {}",
      "export default 1;",
      "const a = 1; export { a as default };",
      "export { a as default } from './a.ts';",
    ]
  ) assert.deepEqual(lintSource("ctl/a.ts", source), [message], source);
  assert.deepEqual(lintSource("ctl/a.ts", "export { default as a } from './a.ts';"), []);
});

Deno.test("module-level let and var are refused, inner ones are not", () => {
  for (const kind of ["let", "var"]) {
    const message = `denvisor/no-module-let: Module-level '${kind}' is state that nobody owns`;
    assert.deepEqual(lintSource("daemon/a.ts", `${kind} a = 1; a++;`), [message]);
    assert.deepEqual(lintSource("daemon/a.ts", `export ${kind} a = 1;`), [message]);
    assert.deepEqual(lintSource("daemon/a.ts", `function f() { ${kind} a = 1; a++; }`), []);
  }
  assert.deepEqual(lintSource("daemon/a.ts", "export const a = 1;"), []);
  assert.deepEqual(lintSource("tests/a_test.ts", "let a = 1; a++;"), []);
});
