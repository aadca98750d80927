import assert from "node:assert/strict";
import { tempDir } from "#tests/support/temp.ts";
import { REPOSITORY, subjectEnv } from "#tests/support/subject_command.ts";
import { DENVISORD, site } from "./site.ts";

const VERSION = { code: 0, signal: null, stdout: "4.2.5\n", stderr: "" };

Deno.test("the launcher works by any path and from any directory", async () => {
  await using place = await site();
  const { path } = place.dir;
  await Deno.symlink(DENVISORD, place.dir.at("absolute"));
  await Deno.symlink("absolute", place.dir.at("relative"));
  await Deno.mkdir(place.dir.at("sub"));
  await Deno.symlink("../relative", place.dir.at("sub", "denvisord"));
  const env = { ...subjectEnv(), PATH: `${path}/sub:${subjectEnv()["PATH"]}` };
  for (
    const [argv, cwd] of [
      [[DENVISORD], "/"],
      [[place.dir.at("absolute")], "/"],
      [["./relative"], path],
      [["sub/denvisord"], path],
      [["/bin/sh", "denvisord"], `${REPOSITORY}/bin`],
      [["/bin/sh", "-c", 'denvisord "$0"'], "/"],
    ] as const
  ) {
    const result = await place.run([...argv, "-v"], { cwd, env });
    assert.deepEqual(result, VERSION, `${argv.join(" ")} in ${cwd}`);
  }
});

Deno.test("the daemon is in the directory that the launcher was started in", async () => {
  await using place = await site();
  const { pid, pair } = place.launch([DENVISORD, "-n", "-c", "supervisord.conf"]);
  const { daemon, child } = await pair();
  assert.equal(daemon.pid, pid);
  assert.equal(daemon.cwd, place.dir.path);
  assert.equal(child.cwd, place.dir.path);
});

Deno.test("a checkout may lie in a directory with an odd name", async () => {
  await using place = await site();
  await using home = await tempDir();
  const copy = home.at(`it's a "$HOME"`);
  await place.run(["/bin/mkdir", copy]);
  const parts = ["bin", "daemon", "lib", "tools", "deno.json", "deno.lock"];
  await place.run(["/bin/cp", "-r", ...parts.map((part) => `${REPOSITORY}/${part}`), copy]);
  assert.deepEqual(await place.run([`${copy}/bin/denvisord`, "-v"]), VERSION);
  place.launch([`${copy}/bin/denvisord`, "-n", "-c", place.config]);
  const { daemon } = await place.pair();
  assert.ok(daemon.argv.includes(`${copy}/.build/daemon/main.js`), daemon.argv.join(" "));
});

Deno.test("bundles are made anew when a source is newer, and only then", async () => {
  await using place = await site();
  await using home = await tempDir();
  const parts = ["bin", "daemon", "lib", "tools", "deno.json", "deno.lock"];
  await place.run(["/bin/cp", "-r", ...parts.map((part) => `${REPOSITORY}/${part}`), home.path]);
  const version = () => place.run([home.at("bin/denvisord"), "-v"]);
  const builtAt = () => Deno.statSync(home.at(".build/daemon/plan.js")).mtime?.getTime();
  assert.deepEqual(await version(), VERSION);
  const first = builtAt();
  assert.deepEqual(await version(), VERSION);
  assert.equal(builtAt(), first);
  const source = home.at("daemon/plan_version.ts");
  const text = await Deno.readTextFile(source);
  await Deno.writeTextFile(source, text.replace('"4.2.5"', '"9.9.9"'));
  assert.equal((await version()).stdout, "9.9.9\n");
  assert.deepEqual(
    Array.from(Deno.readDirSync(home.at(".build/daemon")), ({ name }) => name).sort(),
    [
      ".begun",
      "main.js",
      "plan.js",
    ],
  );
});

Deno.test("where bundles cannot be written, the sources run", async () => {
  await using place = await site();
  await using home = await tempDir();
  const parts = ["bin", "daemon", "lib", "tools", "deno.json", "deno.lock"];
  await place.run(["/bin/cp", "-r", ...parts.map((part) => `${REPOSITORY}/${part}`), home.path]);
  await Deno.writeTextFile(home.at(".build"), "in the way");
  assert.deepEqual(await place.run([home.at("bin/denvisord"), "-v"]), VERSION);
  place.launch([home.at("bin/denvisord"), "-n", "-c", place.config]);
  const { daemon } = await place.pair();
  assert.ok(daemon.argv.includes(home.at("daemon/main.ts")), daemon.argv.join(" "));
});
