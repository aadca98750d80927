// needs: util-linux
import assert from "node:assert/strict";
import { type Finished, runCommand } from "#tests/support/command.ts";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { processFacts } from "#tests/support/proc.ts";
import { subjectEnv, SVCTL } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";

const QUIET = "startsecs=0\nstdout_logfile=NONE\nstderr_logfile=NONE\n";
const FIRST = `[program:first]\ncommand=/bin/sleep 1000\n${QUIET}`;

interface Info {
  readonly statename: string;
  readonly description: string;
  readonly pid: number;
}

/** A daemon for `before` that then is told to follow `after`. */
async function updated(
  before: string,
  after: (place: SubjectPlace) => string,
  supervisord: Readonly<Record<string, string>> = {},
): Promise<{ daemon: Subject; result: Finished }> {
  const config = (rest: (place: SubjectPlace) => string) => (place: SubjectPlace) =>
    framed(place, rest(place), { supervisord });
  const daemon = await startSubject("denvisord", { config: config(() => before) });
  await Deno.writeTextFile(daemon.place.config, config(after)(daemon.place));
  const result = await svctl(daemon, "update");
  return { daemon, result };
}

function svctl(daemon: Subject, ...words: string[]): Promise<Finished> {
  return runCommand([SVCTL, "-c", daemon.place.config, ...words], { env: subjectEnv() });
}

async function infoOf(daemon: Subject, name: string): Promise<Info> {
  return await daemon.rpc("getProcessInfo", name) as Info;
}

async function running(daemon: Subject, name: string): Promise<Info> {
  return await until(async () => {
    const info = await infoOf(daemon, name);
    return info.statename === "RUNNING" && info;
  }, { within: 10_000, what: `${name} to run` });
}

Deno.test("update refuses by name what a narrow list does not hold, and goes on with the rest", async () => {
  const { daemon, result } = await updated(
    FIRST,
    () =>
      `${FIRST}[program:other]\ncommand=/usr/bin/tail -f /dev/null\n${QUIET}` +
      `[program:twin]\ncommand=/bin/sleep 999\n${QUIET}`,
  );
  await using _ = daemon;
  assert.equal(result.code, 1);
  assert.equal(result.stdout, "other: added process group\ntwin: added process group\n");
  assert.match(
    result.stderr,
    /^Error: not permitted: other needs --allow-run=\/usr\/bin\/tail, [^\n]*denvisord[^\n]*allow_run=\/usr\/bin\/tail or permissions=open[^\n]*\n$/,
  );
  const other = await infoOf(daemon, "other");
  assert.equal(other.statename, "FATAL");
  assert.match(other.description, /^needs --allow-run=\/usr\/bin\/tail, /);
  await running(daemon, "twin");
  await assert.rejects(
    daemon.rpc("startProcess", "other"),
    /SPAWN_ERROR: other: needs --allow-run=\/usr\/bin\/tail/,
  );
  const start = await svctl(daemon, "start", "other");
  assert.deepEqual([start.stdout, start.code], ["other: ERROR (spawn error)\n", 7]);
  assert.equal((await infoOf(daemon, "other")).statename, "FATAL");
});

Deno.test("what a new program writes and runs beside itself is named, too", async () => {
  await using elsewhere = await tempDir();
  const { daemon, result } = await updated(
    FIRST,
    () =>
      `${FIRST}[program:logs]\ncommand=/bin/sleep 1\nstdout_logfile=${elsewhere.at("out.log")}\n` +
      `[program:group]\ncommand=/bin/sleep 1\nstopasgroup=true\n${QUIET}`,
  );
  await using _ = daemon;
  assert.equal(result.code, 1);
  const { path } = elsewhere;
  assert.match(result.stderr, /^[^\n]*\n$/, result.stdout);
  assert.ok(
    result.stderr.includes("group needs --allow-run=/bin/kill; ") &&
      result.stderr.includes(`logs needs --allow-read=${path} --allow-write=${path}`),
    result.stderr,
  );
});

Deno.test("a variable that the file names only now is named, with the way to it", async () => {
  const { daemon, result } = await updated(
    FIRST,
    () => `${FIRST}[program:new]\ncommand=/bin/sleep %(ENV_SECONDS)s\n${QUIET}`,
  );
  await using _ = daemon;
  assert.match(
    result.stdout,
    /'ENV_SECONDS'.* \(this daemon may not read SECONDS: name it in \[supervisord\] allow_env= or stop /,
  );
  await running(daemon, "first");
});

Deno.test("a variable of allow_env= may be named later", async () => {
  const { daemon, result } = await updated(
    FIRST,
    () => `${FIRST}[program:new]\ncommand=/bin/sleep %(ENV_SECONDS)s\n${QUIET}`,
    { allow_env: "SECONDS" },
  );
  await using _ = daemon;
  assert.match(result.stdout, /contains names \('ENV_SECONDS'\) which cannot be expanded/);
  assert.doesNotMatch(result.stdout, /may not read/);
});

for (
  const [opener, program] of [
    ["a shell", "command=/bin/sh -c 'exec sleep 1000'"],
    ["env", "command=/usr/bin/env -- sleep 1000"],
    ["setpriv", "command=/usr/bin/setpriv --no-new-privs sleep 1000"],
    ["bash", "command=/bin/bash -c 'exec sleep 1000'"],
  ] as const
) {
  Deno.test(`${opener} in the list starts what update brings, under the pid of the program`, async () => {
    const { daemon, result } = await updated(
      `[program:opener]\n${program}\n${QUIET}`,
      () =>
        `[program:opener]\n${program}\n${QUIET}` +
        `[program:path]\ncommand=/usr/bin/tail -f "/dev/null"\n${QUIET}` +
        `[program:name]\ncommand=tail -f /dev/null\nenvironment=A="b c"\n${QUIET}`,
    );
    await using _ = daemon;
    assert.deepEqual(result, {
      code: 0,
      signal: null,
      stdout: "name: added process group\npath: added process group\n",
      stderr: "",
    });
    for (const name of ["path", "name"]) {
      const { pid } = await running(daemon, name);
      await until(() => processFacts(pid).name === "tail", { within: 5_000, what: "tail" });
      assert.deepEqual(processFacts(pid).argv.slice(1), ["-f", "/dev/null"]);
      if (name === "name") assert.equal(processFacts(pid).env["A"], "b c");
    }
  });
}

Deno.test("allow_run= and permissions=open let update bring what was not there", async () => {
  for (const [key, value] of [["allow_run", "tail"], ["permissions", "open"]] as const) {
    const { daemon, result } = await updated(
      FIRST,
      () => `${FIRST}[program:other]\ncommand=/usr/bin/tail -f /dev/null\n${QUIET}`,
      { [key]: value },
    );
    await using _ = daemon;
    assert.equal(result.code, 0, result.stderr);
    await running(daemon, "other");
  }
});

Deno.test("loader variables reach the programs that ask for them, and no others", async () => {
  const program = (name: string, environment: string) =>
    `[program:${name}]\ncommand=/bin/sleep 1000\nenvironment=${environment}\n${QUIET}`;
  await using daemon = await startSubject("denvisord", {
    env: { LD_LIBRARY_PATH: "/inherited" },
    config: (place) =>
      framed(place, program("with", 'LD_LIBRARY_PATH="/opt/x",B="c"') + program("without", "B=c")),
  });
  const [asked, others] = [await running(daemon, "with"), await running(daemon, "without")];
  await until(() => processFacts(asked.pid).name === "sleep", { within: 5_000, what: "sleep" });
  const { env } = processFacts(asked.pid);
  assert.deepEqual([env["LD_LIBRARY_PATH"], env["B"]], ["/opt/x", "c"]);
  assert.equal(processFacts(others.pid).env["LD_LIBRARY_PATH"], undefined);
  assert.match(await daemon.log(), /WARN LD_LIBRARY_PATH was taken out of the environment/);
});

Deno.test("a restart with a config that needs more says what is missing", async () => {
  await using daemon = await startSubject("denvisord", { config: (place) => framed(place, FIRST) });
  await Deno.writeTextFile(
    daemon.place.config,
    framed(daemon.place, `${FIRST}[program:other]\ncommand=/usr/bin/tail -f /dev/null\n${QUIET}`),
  );
  daemon.signal("SIGHUP");
  await until(async () => {
    const info = await infoOf(daemon, "other");
    return info.statename === "FATAL";
  }, { within: 20_000, what: "the daemon to restart" });
  assert.match(
    await daemon.log(),
    /ERRO program:other command needs --allow-run=\/usr\/bin\/tail, which this process was not given/,
  );
});

Deno.test("the flags that svctl shows are those that the daemon runs with", async () => {
  await using daemon = await startSubject("denvisord", {
    config: (place) =>
      framed(place, `${FIRST}[program:sh]\ncommand=sh -c "exec sleep 9"\n`, { tcp: true }),
  });
  const shown = await runCommand([SVCTL, "permissions", "-c", daemon.place.config, "--flags"], {
    env: subjectEnv(),
    cwd: daemon.place.dir,
  });
  const { argv } = processFacts(daemon.pid);
  const used = argv.slice(argv.indexOf("--no-prompt"), argv.indexOf("--no-config"));
  assert.deepEqual(shown.stdout.trimEnd().split(" "), used);
});
