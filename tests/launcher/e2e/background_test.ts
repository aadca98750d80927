import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { isAlive } from "#tests/support/proc.ts";
import { subjectEnv } from "#tests/support/subject_command.ts";
import { DENVISORD, site } from "./site.ts";

Deno.test("the launcher returns when a daemon in the background can be talked to", async () => {
  await using place = await site({ supervisord: "directory=/\numask=027" });
  const result = await place.run([DENVISORD, "-c", "supervisord.conf"], { cwd: place.dir.path });
  assert.deepEqual(result, { code: 0, signal: null, stdout: "", stderr: "" });
  const connection = await Deno.connect({ transport: "unix", path: place.socket });
  connection.close();
  const { daemon, child } = await place.pair();
  assert.deepEqual([daemon.sid, daemon.cwd, daemon.umask], [daemon.pid, "/", "0027"]);
  assert.deepEqual([0, 1, 2].map((fd) => daemon.fds[fd]), Array(3).fill("/dev/null"));
  assert.ok(!Object.values(daemon.fds).some((file) => file.includes("denvisord.")));
  assert.deepEqual([child.cwd, child.umask], ["/", "0027"]);
});

Deno.test("the environment of a daemon in the background does not tell its directory", async () => {
  await using place = await site({ supervisord: "directory=/" });
  await place.run([DENVISORD, "-c", place.config], { cwd: place.dir.path });
  const { daemon } = await place.pair();
  assert.deepEqual(daemon.env, subjectEnv());
});

Deno.test("a daemon in the background logs that it is there, and its directory", async () => {
  for (const directory of ["", "/"]) {
    await using place = await site({ supervisord: directory && `directory=${directory}` });
    await place.run([DENVISORD, "-c", place.config], { cwd: place.dir.path });
    const { daemon } = await place.pair();
    const lines = (await Deno.readTextFile(place.log)).split("\n").map((line) => line.slice(24));
    const first = lines.indexOf("INFO daemonizing the supervisord process");
    assert.deepEqual(lines.slice(first + 1, first + (directory ? 3 : 2)), [
      ...(directory ? [`INFO set current directory: '${directory}'`] : []),
      `INFO supervisord started with pid ${daemon.pid}`,
    ]);
  }
});

Deno.test("a daemon that cannot start in the background is told on the terminal", async () => {
  await using place = await site();
  assert.equal((await place.run([DENVISORD, "-c", place.config])).code, 0);
  const { daemon } = await place.pair();
  const temporary = await Deno.makeTempDir({ dir: place.dir.path });
  const second = await place.run([DENVISORD, "-c", place.config], {
    env: { ...subjectEnv(), TMPDIR: temporary },
  });
  assert.equal(second.code, 2);
  assert.match(second.stderr, /^Error: Another program is already listening.*\nFor help, use /);
  assert.ok(isAlive(daemon.pid));
  assert.deepEqual(Array.from(Deno.readDirSync(temporary)), []);
});

Deno.test("in the background a daemon can be ended at once, and leaves nothing", async () => {
  await using place = await site();
  await place.run([DENVISORD, "-c", place.config]);
  const { daemon } = await place.pair();
  Deno.kill(daemon.pid, "SIGINT");
  await until(() => !isAlive(daemon.pid), { within: 20_000, what: "the daemon to end" });
  const left = Array.from(Deno.readDirSync(place.dir.path), ({ name }) => name);
  assert.ok(!left.includes("pid") && !left.includes("s"), left.join(" "));
});
