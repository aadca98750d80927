// needs: nginx redis-server python3
import assert from "node:assert/strict";
import { type Finished, runCommand } from "#tests/support/command.ts";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { descendantsOf, isAlive } from "#tests/support/proc.ts";
import { REPOSITORY, SVCTL } from "#tests/support/subject_command.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";

const EXAMPLE = `${REPOSITORY}/examples/web-stack`;

/** The example, as it stands, but for the places where a test looks and a port of its own. */
function start(): Promise<Subject> {
  return startSubject("denvisord", {
    config: (at) =>
      Deno.readTextFileSync(`${EXAMPLE}/supervisord.conf`)
        .replaceAll("%(here)s/run/denvisor.sock", at.socket)
        .replaceAll("%(here)s/run/supervisord.log", at.log)
        .replaceAll("%(here)s/run/supervisord.pid", at.pidfile),
    prepare: async (at) => {
      await Deno.mkdir(at.at("run"));
      for (const name of ["redis.conf", "worker.py"]) {
        await Deno.copyFile(`${EXAMPLE}/${name}`, at.at(name));
      }
      const nginx = await Deno.readTextFile(`${EXAMPLE}/nginx.conf`);
      const ported = nginx.replace("127.0.0.1:9182", `127.0.0.1:${at.port}`);
      assert.notEqual(ported, nginx);
      await Deno.writeTextFile(at.at("nginx.conf"), ported);
    },
  });
}

function svctl(subject: Subject, ...words: string[]): Promise<Finished> {
  return runCommand([SVCTL, "-c", subject.place.config, ...words], { env: subject.home.env });
}

/** The lines of `svctl status` once all five processes are RUNNING. */
function fiveRunning(subject: Subject): Promise<string[]> {
  return until(async () => {
    const { code, stdout } = await svctl(subject, "status");
    const lines = stdout.trim().split("\n");
    return code === 0 && lines.length === 5 && lines.every((line) => / RUNNING /.test(line)) &&
      lines;
  }, { within: 40_000, what: "five processes to be RUNNING", every: 300 });
}

Deno.test("nginx, redis and three workers run, recover and stop without a trace", async () => {
  await using subject = await start();
  const { place } = subject;
  const lines = await fiveRunning(subject);
  assert.deepEqual(lines.map((line) => line.split(/\s+/)[0]), [
    ...["nginx", "redis", "worker:worker_00", "worker:worker_01", "worker:worker_02"],
  ]);
  const page = await fetch(`http://127.0.0.1:${place.port}/`);
  assert.match(await page.text(), /^nginx \S+, worker process \d+\n$/);

  await work(place, "before", 300);

  const before = await pidOf(subject, "redis");
  Deno.kill(before, "SIGKILL");
  const after = await until(async () => {
    const pid = await pidOf(subject, "redis");
    return pid !== 0 && pid !== before && pid;
  }, { within: 10_000, what: "another redis" });
  assert.ok(isAlive(after));
  await fiveRunning(subject);
  await work(place, "after", 300);

  const family = descendantsOf(subject.pid);
  const names = new Set(family.map((row) => row.name));
  for (const name of ["nginx", "redis-server", "python3"]) assert.ok(names.has(name), name);
  const stopped = await svctl(subject, "stop", "all");
  assert.equal(stopped.code, 0, stopped.stdout + stopped.stderr);
  // Helpers of the daemon itself may stay until it ends.
  const programs = family.filter((row) => /nginx|redis|python/.test(row.name));
  assert.deepEqual(programs.filter((row) => isAlive(row.pid)), []);
  assert.equal((await svctl(subject, "status")).code, 3);

  const shutdown = await svctl(subject, "shutdown");
  assert.equal(shutdown.code, 0, shutdown.stdout + shutdown.stderr);
  assert.deepEqual(await subject.exited, { code: 0, signal: null });
  assert.deepEqual(family.filter((row) => isAlive(row.pid)), []);
  for (const path of [place.socket, place.pidfile]) {
    await assert.rejects(Deno.stat(path), Deno.errors.NotFound);
  }
});

async function pidOf(subject: Subject, process: string): Promise<number> {
  return (await subject.rpc("getProcessInfo", process) as { pid: number }).pid;
}

/** Gives out jobs and finds each of them once, and nothing torn, in the workers' logs. */
async function work(place: SubjectPlace, label: string, count: number): Promise<void> {
  const jobs = Array.from({ length: count }, (_, number) => `${label}-${number}`);
  await push(place.at("run", "redis.sock"), jobs);
  const done = async () => {
    const found: string[] = [];
    for (const number of ["00", "01", "02"]) {
      const text = await Deno.readTextFile(place.at("run", `worker_${number}.log`));
      for (const line of text.split("\n").slice(0, -1)) {
        assert.match(line, /^worker (\d is ready|\d did (before|after)-\d+|stops)$/);
        const job = / did (.*)$/.exec(line)?.[1];
        if (job?.startsWith(label)) found.push(job);
      }
    }
    return found;
  };
  await until(async () => (await done()).length >= count, {
    within: 20_000,
    what: `${count} jobs in the workers' logs`,
  });
  assert.deepEqual((await done()).sort(), jobs.sort());
}

/** Appends to redis' list `jobs`. */
async function push(path: string, jobs: readonly string[]): Promise<void> {
  using connection = await Deno.connect({ transport: "unix", path });
  const words = ["RPUSH", "jobs", ...jobs];
  const parts = words.map((word) => `$${word.length}\r\n${word}\r\n`);
  await connection.write(new TextEncoder().encode(`*${words.length}\r\n${parts.join("")}`));
  const buffer = new Uint8Array(100);
  const length = await connection.read(buffer) ?? 0;
  assert.match(new TextDecoder().decode(buffer.subarray(0, length)), /^:\d+\r\n$/);
}
