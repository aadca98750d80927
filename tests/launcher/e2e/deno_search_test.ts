import assert from "node:assert/strict";
import { REPOSITORY, subjectEnv } from "#tests/support/subject_command.ts";
import { type TempDir, tempDir } from "#tests/support/temp.ts";
import { runCommand } from "#tests/support/command.ts";

const SYSTEM = ["cat", "find", "grep", "mkdir", "mv", "rm", "sh", "touch", "tr"];

/** A copy of the launcher's files, and a PATH of few programs with neither Deno nor npx. */
async function bareMachine(): Promise<TempDir> {
  const home = await tempDir();
  const parts = ["bin", "daemon", "lib", "tools", "deno.json", "deno.lock"];
  const from = parts.map((part) => `${REPOSITORY}/${part}`);
  await runCommand(["/bin/cp", "-r", ...from, home.path]);
  await Deno.mkdir(home.at("path"));
  for (const name of SYSTEM) {
    const { stdout } = await runCommand(["/bin/sh", "-c", 'command -v "$0"', name]);
    await Deno.symlink(stdout.trim(), home.at("path", name));
  }
  return home;
}

async function install(home: TempDir, name: string, script: string): Promise<void> {
  await Deno.writeTextFile(home.at("path", name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

function version(home: TempDir) {
  const env = { ...subjectEnv(), PATH: home.at("path") };
  return runCommand([home.at("bin/denvisord"), "-v"], { env });
}

const FOUND = { code: 0, signal: null, stdout: "4.2.5\n", stderr: "" };

Deno.test("without Deno and without npx, one line says how to get Deno", async () => {
  await using home = await bareMachine();
  assert.deepEqual(await version(home), {
    code: 2,
    signal: null,
    stdout: "",
    stderr: "Error: Cannot find Deno 2.9: install it with 'npm install -g deno@2.9.6'\n",
  });
});

Deno.test("without Deno, npx is asked where its own lies, once", async () => {
  await using home = await bareMachine();
  await install(home, "npx", `echo "$*" >>${home.at("asked")}; echo ${Deno.execPath()}`);
  assert.deepEqual(await version(home), FOUND);
  assert.deepEqual(await version(home), FOUND);
  const asked = await Deno.readTextFile(home.at("asked"));
  assert.equal(asked, "-y deno@2.9.6 eval console.log(Deno.execPath())\n");
});

Deno.test("a Deno that is too old is passed over", async () => {
  await using home = await bareMachine();
  await install(home, "deno", 'echo "deno 2.3.1 (stable)"; exit 1');
  await install(home, "npx", `echo ${Deno.execPath()}`);
  assert.deepEqual(await version(home), FOUND);
});

Deno.test("a Deno that became too old after the bundles were made is passed over", async () => {
  await using home = await bareMachine();
  await Deno.symlink(Deno.execPath(), home.at("path", "deno"));
  assert.deepEqual(await version(home), FOUND);
  await Deno.remove(home.at("path", "deno"));
  await install(home, "deno", "echo '# denvisor plan'; echo 'denvisor_wrong_deno 2.3.1'");
  await install(home, "npx", `echo ${Deno.execPath()}`);
  assert.deepEqual(await version(home), FOUND);
});

Deno.test("when nothing newer can be had, one line says what is needed", async () => {
  await using home = await bareMachine();
  await install(home, "deno", "echo '# denvisor plan'; echo 'denvisor_wrong_deno 2.3.1'");
  await install(home, "npx", `echo ${home.at("path", "deno")}`);
  await Deno.mkdir(home.at(".build/daemon"), { recursive: true });
  await Deno.writeTextFile(home.at(".build/daemon/.begun"), "");
  assert.deepEqual(await version(home), {
    code: 2,
    signal: null,
    stdout: "",
    stderr: "Error: Cannot run on Deno 2.3.1: 2.9 is needed\n",
  });
});
