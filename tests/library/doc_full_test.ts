import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { REPOSITORY } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";

/** Modules whose documentation has examples. */
const MODULES = ["connect", "listen", "load_config", "supervisor"];

Deno.test("the examples in the documentation run, with the permissions that they need", async () => {
  await using dir = await tempDir();
  const { code, stdout, stderr } = await runCommand([
    ...[Deno.execPath(), "test", "--doc", "--no-prompt", "--quiet"],
    ...["--allow-read", `--allow-write=${dir.path},/tmp/no-such.sock`, "--allow-net"],
    ...["--allow-env", "--allow-sys=hostname,uid,gid", "--allow-run=/bin/cat,/bin/sleep"],
    ...["mod.ts", ...MODULES.map((name) => `library/${name}.ts`)],
  ], {
    cwd: REPOSITORY,
    env: { ...Deno.env.toObject(), NO_COLOR: "1", TMPDIR: dir.path },
    within: 120_000,
  });
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /ok \| 7 passed \| 0 failed/);
});

Deno.test("every export is documented", async () => {
  const { code, stderr } = await runCommand([Deno.execPath(), "doc", "--lint", "mod.ts"], {
    cwd: REPOSITORY,
    env: { ...Deno.env.toObject(), NO_COLOR: "1" },
    within: 60_000,
  });
  assert.equal(code, 0, stderr);
});
