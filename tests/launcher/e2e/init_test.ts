// needs: namespaces
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { descendantsOf, isAlive, processRow, zombiesUnder } from "#tests/support/proc.ts";
import { REPOSITORY, subjectEnv } from "#tests/support/subject_command.ts";
import { DENVISORD, type Site, site } from "./site.ts";

/** Leaves 200 orphans that end a moment later, and says when it has. */
const ORPHANS = `for i in $(seq 200); do sh -c "sleep 0.2 &"; done
echo done
exec sleep 1000
`;

/** A daemon whose launcher is process 1 of a namespace of its own. */
interface Container extends AsyncDisposable {
  /** The launcher, as it is called outside. */
  readonly init: number;
  readonly exited: Promise<Deno.CommandStatus>;
}

async function container(place: Site, ...command: readonly string[]): Promise<Container> {
  const child = new Deno.Command("/usr/bin/unshare", {
    args: ["--pid", "--fork", "--mount-proc", ...command],
    env: subjectEnv(),
    clearEnv: true,
    detached: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const init = await until(
    () => descendantsOf(child.pid).find(({ ppid }) => ppid === child.pid)?.pid,
    { within: 10_000, what: "process 1" },
  );
  await until(() => logged(place, /entered RUNNING state/) > 0, {
    within: 20_000,
    what: "a running program",
  });
  return {
    init,
    exited: child.status,
    async [Symbol.asyncDispose]() {
      if (isAlive(init)) Deno.kill(init, "SIGKILL");
      await child.status;
    },
  };
}

/** How many lines of the activity log match. */
function logged(place: Site, pattern: RegExp): number {
  try {
    return Deno.readTextFileSync(place.log).split("\n").filter((line) => pattern.test(line)).length;
  } catch {
    return 0;
  }
}

Deno.test("as process 1, the launcher stays in front of the daemon and hands on its signals", async () => {
  await using place = await site({ program: "startsecs=0" });
  await using box = await container(place, DENVISORD, "-n", "-c", place.config);
  const inside = Number(await Deno.readTextFile(place.pidfile));
  assert.ok(inside > 1, `pid ${inside}`);
  Deno.kill(box.init, "SIGHUP");
  await until(() => logged(place, /supervisord started/) === 2, {
    within: 10_000,
    what: "a restart",
  });
  Deno.kill(box.init, "SIGUSR2");
  await until(() => logged(place, /received SIGUSR2/) === 1, {
    within: 10_000,
    what: "the line for SIGUSR2",
  });
  Deno.kill(box.init, "SIGTERM");
  assert.equal((await box.exited).code, 0);
  assert.equal(logged(place, /received SIGHUP/), 1);
  assert.equal(logged(place, /received SIGTERM/), 1);
});

Deno.test("what a terminal sends to the whole group reaches the daemon once", async () => {
  await using place = await site({ program: "startsecs=0" });
  await using box = await container(place, DENVISORD, "-n", "-c", place.config);
  const group = processRow(box.init)?.pgid;
  assert.ok(group !== undefined && group > 1);
  Deno.kill(-group, "SIGINT");
  await until(() => logged(place, /received SIGINT/) > 0, {
    within: 10_000,
    what: "SIGINT's line",
  });
  assert.equal((await box.exited).code, 0);
  assert.equal(logged(place, /received SIGINT/), 1);
});

Deno.test("200 orphans leave no zombie", async () => {
  await using place = await site({ program: "startsecs=0" });
  const script = place.dir.at("orphans.sh");
  await Deno.writeTextFile(script, ORPHANS);
  const log = place.dir.at("orphans.out");
  await Deno.writeTextFile(
    place.config,
    `[program:orphans]\ncommand=/bin/sh ${script}\nstdout_logfile=${log}\n`,
    { append: true },
  );
  await using box = await container(place, DENVISORD, "-n", "-c", place.config);
  await until(() => Deno.readTextFileSync(log).includes("done"), {
    within: 20_000,
    what: "200 orphans",
  });
  const sleeping = () => descendantsOf(box.init).filter(({ name }) => name === "sleep").length;
  await until(() => sleeping() === 2, { within: 20_000, what: "the orphans to end" });
  await until(() => zombiesUnder(box.init).length === 0, {
    within: 5_000,
    what: "zombies to be reaped",
  });
  Deno.kill(box.init, "SIGTERM");
  assert.equal((await box.exited).code, 0);
});

Deno.test("the launcher as process 1 ends with the daemon's status", async () => {
  await using place = await site();
  await using holder = await site();
  await holder.run([DENVISORD, "-c", holder.config]);
  const text = (await Deno.readTextFile(place.config)).replace(place.socket, holder.socket);
  await Deno.writeTextFile(place.config, text);
  const argv = ["/usr/bin/unshare", "--pid", "--fork", "--mount-proc", DENVISORD, "-n", "-c"];
  const { code, stderr } = await place.run([...argv, place.config]);
  assert.equal(code, 2);
  assert.match(stderr, /^Error: Another program is already listening/m);
});

Deno.test("process 1 ends with the daemon's status, however soon that ends after a signal", async () => {
  for (const shell of ["/bin/sh", "/bin/bash"]) {
    // The daemon has been reaped before process 1 waits for it again.
    const script = `kill() {
  command kill "$@" || return
  while [ "$1" = -s ] && command kill -0 "$3"; do /bin/true; done
}
. ${REPOSITORY}/bin/become.sh
denvisor_inherited=
denvisor_init /bin/sh -c 'trap "exit 3" TERM; echo up; while :; do /bin/true; done'`;
    const init = new Deno.Command(shell, {
      args: ["-c", script],
      stdout: "piped",
      stderr: "null",
    }).spawn();
    const output = init.stdout.getReader();
    await output.read();
    init.kill("SIGTERM");
    assert.equal((await init.status).code, 3, shell);
    await output.cancel();
  }
});

Deno.test("logs to the output of process 1 get there from a daemon in the background", async () => {
  await using place = await site({ program: "autostart=false" });
  const text = await Deno.readTextFile(place.config);
  await Deno.symlink("/proc/1/fd/2", place.dir.at("container.stderr"));
  await Deno.writeTextFile(
    place.config,
    `${text}
[program:talker]
command=/bin/sh -c "echo to stdout; echo to stderr >&2; exec sleep 1000"
stdout_logfile=/proc/1/fd/1
stdout_logfile_maxbytes=0
stderr_logfile=${place.dir.at("container.stderr")}
stderr_logfile_maxbytes=0
`,
  );
  const [stdout, stderr] = [place.dir.at("stdout"), place.dir.at("stderr")];
  const entry = `exec >${stdout} 2>${stderr}
${DENVISORD} -c ${place.config}
exec sleep 1000`;
  const child = new Deno.Command("/usr/bin/unshare", {
    args: ["--pid", "--fork", "--kill-child", "--mount-proc", "/bin/sh", "-c", entry],
    env: subjectEnv(),
    clearEnv: true,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    const shown = () => [stdout, stderr].map((path) => Deno.readTextFileSync(path)).join();
    await until(() => logged(place, /spawned: 'talker'/) > 0 && shown().length > 20, {
      within: 20_000,
      what: "the program's output",
    });
    assert.equal(shown(), "to stdout\n,to stderr\n");
  } finally {
    child.kill("SIGKILL");
    await child.status;
    // The pid in it was one of the namespace's.
    await Deno.remove(place.pidfile);
  }
});
