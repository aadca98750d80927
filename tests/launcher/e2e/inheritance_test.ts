import assert from "node:assert/strict";
import { REPOSITORY, subjectEnv } from "#tests/support/subject_command.ts";
import { DENVISORD, site } from "./site.ts";

/** What a child has beyond the environment of whoever started the daemon. */
function childEnv(env: Readonly<Record<string, string>>, socket: string): Record<string, string> {
  return {
    ...env,
    SUPERVISOR_ENABLED: "1",
    SUPERVISOR_SERVER_URL: `unix://${socket}`,
    SUPERVISOR_PROCESS_NAME: "child",
    SUPERVISOR_GROUP_NAME: "child",
  };
}

const CALLER: Readonly<Record<string, string>> = {
  ...subjectEnv(),
  QUOTED: 'it\'s "odd" `x` $(y)\n\ttwo lines\\',
  EMPTY: "",
  "dotted.name": "shells cannot export it",
  npm_config_mine: "set by the user",
  EDITOR: "vi",
};

Deno.test("a child's environment is the caller's to the letter", async () => {
  await using place = await site();
  place.launch([DENVISORD, "-n", "-c", place.config], { env: CALLER });
  const { daemon, child } = await place.pair();
  assert.deepEqual(daemon.env, CALLER);
  assert.deepEqual(child.env, childEnv(CALLER, place.socket));
});

Deno.test("the environment is the caller's also through a Deno task", async () => {
  await using place = await site();
  const argv = [
    Deno.execPath(),
    "task",
    "--quiet",
    "--config",
    `${REPOSITORY}/deno.json`,
    "daemon",
  ];
  place.launch([...argv, "-n", "-c", "supervisord.conf"], { env: CALLER });
  const { daemon } = await place.pair();
  assert.deepEqual(daemon.env, CALLER);
});

Deno.test("the environment is the caller's also through what npx sets", async () => {
  await using place = await site();
  const path = `/c/_npx/1/node_modules/.bin:/srv/node_modules/.bin:${CALLER["PATH"]}`;
  const set = `INIT_CWD=/srv COLOR=0 EDITOR=vi NODE=/usr/bin/node PATH='${path}' ` +
    "npm_lifecycle_event=npx npm_node_execpath=/usr/bin/node npm_config_mine=changed npm_command=exec";
  const script = `${set} "$0" "$@"; exit $?`;
  const argv = ["/bin/sh", "-c", script, DENVISORD, "-n", "-c", place.config];
  place.launch(argv, { env: CALLER });
  const { daemon } = await place.pair();
  assert.deepEqual(daemon.env, CALLER);
});

Deno.test("variables of the dynamic loader are taken out, and the log says so", async () => {
  await using place = await site();
  const env = { ...subjectEnv(), LD_LIBRARY_PATH: "/nonexistent" };
  place.launch([DENVISORD, "-n", "-c", place.config], { env });
  const { child } = await place.pair();
  assert.equal(child.env["LD_LIBRARY_PATH"], undefined);
  const log = await Deno.readTextFile(place.log);
  assert.match(log, /WARN LD_LIBRARY_PATH was taken out of the environment/);
});

Deno.test("no descriptor of the caller reaches the child", async () => {
  await using place = await site();
  const script = 'exec 3</dev/null 7</etc/hostname 42</etc/passwd; exec "$0" "$@"';
  place.launch(["/bin/bash", "-c", script, DENVISORD, "-n", "-c", place.config]);
  const { daemon, child } = await place.pair();
  assert.deepEqual(Object.keys(child.fds), ["0", "1", "2"]);
  const open = Object.values(daemon.fds);
  assert.ok(!open.includes("/etc/hostname") && !open.includes("/etc/passwd"), open.join(" "));
});

Deno.test("a child's limit on open files is the larger of the caller's soft one and minfds", async () => {
  for (const [soft, expected] of [[300, "600"], [700, "700"]] as const) {
    await using place = await site({ supervisord: "minfds=600" });
    const script = `ulimit -Sn ${soft}; ulimit -Hn 2000; exec "$0" "$@"`;
    place.launch(["/bin/sh", "-c", script, DENVISORD, "-n", "-c", place.config]);
    const { child } = await place.pair();
    assert.deepEqual(child.nofile, [expected, expected]);
  }
});

Deno.test("a raised limit is told by the activity log", async () => {
  await using place = await site({ supervisord: "minfds=600" });
  place.launch([
    ...["/bin/sh", "-c", 'ulimit -Sn 300; exec "$0" "$@"', DENVISORD, "-n", "-c", place.config],
  ]);
  await place.pair();
  assert.match(await Deno.readTextFile(place.log), /INFO Increased RLIMIT_NOFILE limit to 600$/m);
});

Deno.test("keep_hard_nofile leaves children the hard limit", async () => {
  await using place = await site({ supervisord: "minfds=300\nkeep_hard_nofile=true" });
  const script = 'ulimit -Sn 300; ulimit -Hn 2000; exec "$0" "$@"';
  place.launch(["/bin/sh", "-c", script, DENVISORD, "-n", "-c", place.config]);
  const { child } = await place.pair();
  assert.equal(child.nofile[1], "2000");
});

Deno.test("the daemon has the permissions of its plan and no others", async () => {
  await using place = await site();
  place.launch([DENVISORD, "-n", "-c", place.config]);
  const { daemon } = await place.pair();
  const flags = daemon.argv.filter((word) =>
    /^(?:-A|--allow|--deny|--no-prompt|--cached)/.test(word)
  );
  assert.deepEqual(flags, [
    "--no-prompt",
    "--cached-only",
    "--deny-import",
    "--allow-run=/bin/sleep,/bin/true",
    `--allow-read=${place.dir.path},/bin/sleep,/etc/group,/etc/passwd`,
    `--allow-write=${place.dir.path}`,
    `--allow-net=unix:${place.socket},unix:${place.socket}.new/s,127.0.0.1:9229`,
    "--allow-env=HOME,PATH,TEMP,TMP,TMPDIR",
    "--allow-sys=gid,hostname,uid",
  ]);
});
