import assert from "node:assert/strict";
import { type Machine, missingNeeds, type Need, NEEDS } from "#tools/testing/needs.ts";
import { selectSuites } from "#tools/testing/selection.ts";
import { describeSuite, isSuite, type Suite } from "#tools/testing/suites.ts";

Deno.test("files of tests are told by their folder and their names", () => {
  for (const path of ["tests/config/ini_test.ts", "tests/a_test.ts", "tests/web/page_test.tsx"]) {
    assert.ok(isSuite(path), path);
  }
  for (const path of ["tools/test.ts", "tests/latest.ts", "tests/a_test_helper.ts"]) {
    assert.ok(!isSuite(path), path);
  }
});

Deno.test("a suite is full by its folder or its name, else quick", () => {
  const speeds = ["tests/e2e/a_test.ts", "tests/x/differential/a_test.ts", "tests/a_full_test.ts"]
    .map((path) => describeSuite(path, "").speed);
  assert.deepEqual(speeds, ["full", "full", "full"]);
  assert.equal(describeSuite("tests/config/e2e_test.ts", "").speed, "quick");
});

Deno.test("a suite's needs stand in a line of their own", () => {
  const text = "// needs: nginx, redis-server  python3\nimport x from 'y';\n";
  assert.deepEqual(describeSuite("a_test.ts", text).needs, ["nginx", "redis-server", "python3"]);
  assert.deepEqual(describeSuite("a_test.ts", "const a = '// needs: nginx';\n").needs, []);
});

/** A machine that has everything but what `changes` say. */
function machine(changes: Partial<Machine>): Machine {
  return { exists: () => true, uid: 0, canUnshare: () => true, ...changes };
}

Deno.test("a need is missing when none of its paths is there", () => {
  assert.deepEqual(missingNeeds(machine({})), []);
  const bare = machine({ exists: () => false, uid: 1, canUnshare: () => false });
  assert.deepEqual(missingNeeds(bare), NEEDS);
  const found = missingNeeds(machine({ exists: (path) => path === "/usr/local/bin/nginx" }));
  const names = found.map(({ name }) => name);
  assert.ok(!names.includes("nginx") && names.includes("redis-server"));
});

Deno.test("root is something to need too, and no package brings it", () => {
  const missing = missingNeeds(machine({ uid: 1000 }));
  assert.deepEqual(missing.map(({ name }) => name), ["root"]);
  assert.deepEqual(missing.map((need) => need.package), [null]);
});

const KNOWN: readonly Need[] = ["a", "b"].map((name) => ({
  name,
  package: name,
  isMet: () => true,
}));

function suite(path: string, ...needs: string[]): Suite {
  return { path, speed: "quick", needs };
}

Deno.test("suites whose needs are missing are left out with the reason", () => {
  const suites = [suite("one"), suite("two", "a"), suite("three", "a", "b")];
  const { run, leftOut } = selectSuites(suites, { known: KNOWN, missing: KNOWN.slice(1) });
  assert.deepEqual(run.map(({ path }) => path), ["one", "two"]);
  assert.deepEqual(leftOut, [{ path: "three", reason: "b missing" }]);
});

Deno.test("a need that nobody knows is an error that names the suite", () => {
  const call = () => selectSuites([suite("one", "c")], { known: KNOWN, missing: [] });
  assert.throws(call, { message: "Unknown need 'c' in one" });
});
