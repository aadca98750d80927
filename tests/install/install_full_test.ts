// needs: root util-linux
import assert from "node:assert/strict";
import { siteConfig } from "#tests/launcher/e2e/site.ts";
import { asUser, chownTree } from "#tests/support/as_user.ts";
import { type Finished, runCommand } from "#tests/support/command.ts";
import { until } from "#tests/support/deadline.ts";
import { isAlive } from "#tests/support/proc.ts";
import { REPOSITORY, subjectEnv } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";

function task(name: string, root: string, ...words: string[]): Promise<Finished> {
  return runCommand([Deno.execPath(), "task", "--quiet", name, "--root", root, ...words], {
    env: subjectEnv(),
    cwd: REPOSITORY,
  });
}

Deno.test("what is installed works for another user, elsewhere, with an empty cache", async () => {
  await using root = await tempDir({ mode: 0o755 });
  await using home = await tempDir({ mode: 0o755 });
  await Deno.writeTextFile(
    home.at("supervisord.conf"),
    siteConfig(home, { program: "startsecs=0" }),
  );
  await chownTree(home.path, "nobody");
  const installed = await task("install", root.path, "--replace");
  assert.equal(installed.code, 0, installed.stderr);
  assert.match(installed.stdout, /^Installed svctl, denvisord, supervisorctl, supervisord in /);

  const env = {
    ...subjectEnv(),
    HOME: "/nonexistent",
    DENO_DIR: home.at("cache"),
    PATH: `${root.at("bin")}:${subjectEnv()["PATH"]}`,
  };
  const prefix = await asUser("nobody");
  const run = (words: readonly string[], cwd = "/") =>
    runCommand([...prefix, "/usr/bin/env", ...words], { env, cwd });
  const config = home.at("supervisord.conf");
  assert.deepEqual(await run(["denvisord", "-c", config]), {
    ...{ code: 0, signal: null, stdout: "", stderr: "" },
  });
  const pid = Number(await Deno.readTextFile(home.at("pid")));
  try {
    for (const client of ["svctl", "supervisorctl"]) {
      const status = await run([client, "-c", config, "status"]);
      assert.match(status.stdout, /^child +RUNNING/, status.stderr);
      assert.equal(status.code, 0);
    }
    const here = await run(["svctl", "pid"], home.path);
    assert.deepEqual([here.stdout, here.stderr], [`${pid}\n`, ""]);
    const permissions = await run(["svctl", "permissions", "-c", config, "--flags"]);
    assert.match(permissions.stdout, /--allow-run=\/bin\/sleep,\/bin\/true /, permissions.stderr);
    assert.equal((await run(["supervisord", "-v"])).stdout, "4.2.5\n");
  } finally {
    await run(["svctl", "-c", config, "shutdown"]);
    await until(() => !isAlive(pid), { within: 15_000, what: "the daemon to end" });
  }

  const removed = await task("uninstall", root.path);
  assert.equal(removed.stdout, "Removed denvisord, supervisorctl, supervisord, svctl\n");
  assert.deepEqual(Array.from(Deno.readDirSync(root.at("bin")), ({ name }) => name), []);
});

Deno.test("an installed client may run nothing and asks nothing", async () => {
  await using root = await tempDir();
  assert.equal((await task("install", root.path)).code, 0);
  const shim = await Deno.readTextFile(root.at("bin", "svctl"));
  const flags = shim.split(/\s+/).filter((word) => word.startsWith("--"));
  for (const flag of ["--no-prompt", "--deny-import", "--cached-only"]) {
    assert.ok(flags.includes(flag), shim);
  }
  assert.ok(
    !flags.some((flag) =>
      /^--allow-(?:all|run|ffi|import|scripts)|^--allow-(?:read|write)$/.test(flag)
    ),
  );
  assert.deepEqual(
    Array.from(Deno.readDirSync(root.at("bin")), ({ name }) => name).sort(),
    [".svctl", "denvisord", "svctl"],
  );
});

Deno.test("a program that is there already is not replaced", async () => {
  await using root = await tempDir();
  await Deno.mkdir(root.at("bin"));
  await Deno.writeTextFile(root.at("bin", "supervisord"), "other");
  const result = await task("install", root.path, "--replace");
  assert.equal(result.code, 2);
  assert.match(
    result.stderr,
    /Cannot install '.*\/bin\/supervisord': another program has that name/,
  );
  assert.equal(await Deno.readTextFile(root.at("bin", "supervisord")), "other");
  assert.equal(
    (await task("uninstall", root.path)).stdout,
    `Nothing to remove in ${root.at("bin")}\n`,
  );
});

Deno.test("a word that means nothing is refused with the usage", async () => {
  const result = await task("install", "/nonexistent", "--what");
  assert.equal(result.code, 2);
  assert.match(result.stderr, /usage: deno task install \[--replace\]/);
});
