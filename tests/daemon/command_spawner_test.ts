import assert from "node:assert/strict";
import { writeSync } from "node:fs";
import type { SpawnHelpers } from "#daemon/adapters/command_line.ts";
import { CommandSpawner } from "#daemon/adapters/command_spawner.ts";
import { openMergedPipe } from "#daemon/adapters/merged_pipe.ts";
import { Nap } from "#daemon/adapters/nap.ts";
import { UserDatabase } from "#daemon/adapters/user_database.ts";
import { until } from "#tests/support/deadline.ts";
import type { Child, SpawnRequest } from "#lib/ports/spawner.ts";
import type { Exit } from "#lib/process/exit.ts";

const HELPERS: SpawnHelpers = {
  shell: null,
  donor: "/bin/true",
  setpriv: "/usr/bin/setpriv",
};

interface Run {
  readonly child: Child;
  readonly ended: Promise<Exit>;
  stdout: string;
  stderr: string;
}

function run(
  request: Partial<SpawnRequest>,
  { internals = true, ...helpers }: Partial<SpawnHelpers> & { internals?: boolean } = {},
): Run {
  const spawner = new CommandSpawner({ ...HELPERS, ...helpers }, {
    internals,
    users: new UserDatabase(),
    uid: Deno.uid()!,
    gid: Deno.gid()!,
    pwd: Deno.env.get("PWD"),
  });
  const { promise, resolve } = Promise.withResolvers<Exit>();
  const output = { stdout: "", stderr: "" };
  const decoder = new TextDecoder();
  const child = spawner.spawn({
    file: "/bin/sh",
    args: [],
    environment: {},
    directory: null,
    umask: null,
    uid: null,
    stdin: { kind: "pipe" },
    redirectStderr: false,
    argv0: request.file ?? "/bin/sh",
    ...request,
  }, {
    stdout: (chunk) => {
      output.stdout += decoder.decode(chunk);
      return null;
    },
    stderr: (chunk) => {
      output.stderr += decoder.decode(chunk);
      return null;
    },
    stdinClosed: () => {},
    ended: resolve,
  });
  return Object.assign(output, { child, ended: promise });
}

function shell(script: string): Pick<SpawnRequest, "file" | "args"> {
  return { file: "/bin/sh", args: ["-c", script] };
}

Deno.test("merged pipes work on this Deno", async () => {
  let text = "";
  const receive = (chunk: Uint8Array): null => {
    text += new TextDecoder().decode(chunk);
    return null;
  };
  const pipe = openMergedPipe("/bin/true", { receive, nap: new Nap() });
  writeSync(pipe.writer, "probe");
  pipe.releaseWriter();
  await pipe.reader.closed;
  assert.equal(text, "probe");
});

for (const how of ["pipe donor", "shell"] as const) {
  const helpers = how === "shell" ? { shell: "/bin/sh" } : {};
  Deno.test(`redirect_stderr keeps the order of both streams through the ${how}`, async () => {
    const script = "i=0; while [ $i -lt 500 ]; do echo $i; echo $i >&2; i=$((i+1)); done";
    const child = run({ ...shell(script), redirectStderr: true }, helpers);
    await child.ended;
    const expected = Array.from({ length: 500 }, (_, i) => `${i}\n${i}\n`).join("");
    assert.equal(child.stdout, expected);
    assert.equal(child.stderr, "");
  });
}

Deno.test("a child has the descriptors 0, 1 and 2 of ours and leads its own process group", async () => {
  const script = "echo $(ls /proc/self/fd); ps -o pgid= -p $$; readlink /proc/$$/fd/0";
  // What started the tests may have left descriptors open for everybody.
  const inherited = new Set([...Deno.readDirSync("/proc/self/fd")].map(({ name }) => name));
  const child = run(shell(script));
  await child.ended;
  const [fds, pgid, stdin] = child.stdout.trim().split("\n");
  // 3 is the directory that ls reads.
  const ours = fds!.split(" ").filter((fd) => Number(fd) > 3 && !inherited.has(fd));
  assert.deepEqual(ours, []);
  assert.equal(Number(pgid), child.child.pid);
  assert.match(stdin!, /^pipe:/);
});

Deno.test("all that a child wrote is there when its end is told", async () => {
  const child = run({ file: "/usr/bin/head", args: ["-c", "3000000", "/dev/zero"] });
  assert.deepEqual(await child.ended, { kind: "code", code: 0 });
  assert.equal(child.stdout.length, 3_000_000);
});

Deno.test("a descendant that holds the pipe does not delay the end, and what was written is kept", async () => {
  const begun = performance.now();
  const child = run(shell("echo before; sleep 60 & echo $!; exit 3"));
  assert.deepEqual(await child.ended, { kind: "code", code: 3 });
  assert.ok(performance.now() - begun < 5000);
  const [text, sleeper] = child.stdout.trim().split("\n");
  Deno.kill(Number(sleeper), "SIGKILL");
  assert.equal(text, "before");
});

Deno.test("standard input reaches the child, and too much of it is refused whole", async () => {
  const child = run({ file: "/bin/cat", args: [] });
  assert.equal(child.child.writeStdin(new TextEncoder().encode("grüße\n")), "queued");
  await until(() => child.stdout.endsWith("\n"), { within: 10_000, what: "a line", every: 1 });
  child.child.signal("SIGTERM");
  assert.deepEqual(await child.ended, { kind: "signal", signal: "SIGTERM", core: false });
  assert.equal(child.stdout, "grüße\n");

  const deaf = run({ file: "/bin/sleep", args: ["60"] });
  assert.equal(deaf.child.writeStdin(new Uint8Array(900_000)), "queued");
  assert.equal(deaf.child.writeStdin(new Uint8Array(900_000)), "full");
  deaf.child.signal("SIGKILL");
  await deaf.ended;
  assert.equal(deaf.child.writeStdin(new Uint8Array(1)), "closed");
  assert.deepEqual(deaf.child.signal("SIGTERM").kind, "gone");
});

Deno.test("a program that closed its standard input is known with the first offer", async () => {
  for (const internals of [true, false]) {
    const child = run(shell("exec 0<&-; echo closed; exec sleep 60"), { internals });
    await until(() => child.stdout, { within: 10_000, what: "a word", every: 1 });
    assert.equal(await child.child.offerStdin(new Uint8Array(10)), "closed");
    child.child.signal("SIGKILL");
    await child.ended;
  }
});

Deno.test("a standard input that is full is closed with the end of its program", async () => {
  const descriptors = (): number => [...Deno.readDirSync("/proc/self/fd")].length;
  for (const internals of [true, false]) {
    const before = descriptors();
    const child = run(shell("exec sleep 60"), { internals });
    assert.equal(await child.child.offerStdin(new Uint8Array(1_000_000)), "queued");
    for (let call = 0; call < 100; call++) {
      assert.equal(await child.child.offerStdin(new Uint8Array(1_000_000)), "full");
    }
    child.child.signal("SIGKILL");
    await child.ended;
    const closed = () => descriptors() === before;
    await until(closed, { within: 5000, what: "the descriptors of the child to be closed" });
  }
});

Deno.test("a descendant that keeps a full standard input open has it until it ends, and no longer", async () => {
  const descriptors = (): number => [...Deno.readDirSync("/proc/self/fd")].length;
  const before = descriptors();
  const child = run(shell("sleep 60 <&0 >&- 2>&- & echo $!; exec sleep 60"));
  await until(() => child.stdout.endsWith("\n"), { within: 10_000, what: "a line", every: 1 });
  assert.equal(await child.child.offerStdin(new Uint8Array(1_000_000)), "queued");
  child.child.signal("SIGKILL");
  assert.equal((await child.ended).kind, "signal");
  Deno.kill(Number(child.stdout), "SIGKILL");
  const closed = () => descriptors() === before;
  await until(closed, { within: 5000, what: "the descriptors of the child to be closed" });
});

Deno.test("without Deno's internals a child is the same but for its argv[0]", async () => {
  const script = "read line; echo $line; echo problem >&2; echo $0";
  const names: string[] = [];
  for (const internals of [true, false]) {
    const child = run({ file: "/bin/sh", argv0: "other", args: ["-c", script] }, { internals });
    assert.equal(child.child.writeStdin(new TextEncoder().encode("words\n")), "queued");
    assert.deepEqual(await child.ended, { kind: "code", code: 0 });
    const [words, name] = child.stdout.split("\n");
    assert.deepEqual([words, child.stderr], ["words", "problem\n"]);
    names.push(name!);
  }
  assert.deepEqual(names, ["other", "/bin/sh"]);
});

Deno.test("a death by a real-time signal is told by its name", async () => {
  assert.deepEqual(await run(shell("kill -34 $$")).ended, {
    kind: "signal",
    signal: "SIGRTMIN",
    core: false,
  });
  assert.deepEqual(await run(shell("kill -40 $$")).ended, {
    kind: "signal",
    signal: "signal 40",
    core: false,
  });
});

Deno.test("umask, directory and environment are the child's alone", async () => {
  const before = Deno.umask();
  const child = run({
    ...shell("umask; pwd; echo $FRUIT"),
    umask: 0o027,
    directory: "/usr",
    environment: { FRUIT: "plum" },
  });
  await child.ended;
  assert.equal(child.stdout, "0027\n/usr\nplum\n");
  assert.equal(Deno.umask(), before);
});

Deno.test("a setup that fails looks like a child that exited with 127 (K-36)", async () => {
  const child = run({ ...shell("exit 0"), directory: "/no/such/place" });
  assert.ok(child.child.pid > 0);
  assert.deepEqual(await child.ended, { kind: "code", code: 127 });
  assert.equal(
    child.stderr,
    "supervisor: couldn't chdir to /no/such/place: ENOENT\n" +
      "supervisor: child process was not spawned\n",
  );
  const file = run({ ...shell("exit 0"), directory: "/etc/passwd" });
  await file.ended;
  assert.match(file.stderr, /couldn't chdir to \/etc\/passwd: ENOTDIR/);
  const bad = run({ ...shell("exit 0"), uid: 4_000_123 });
  assert.deepEqual(await bad.ended, { kind: "code", code: 127 });
  assert.match(bad.stderr, /couldn't setuid to 4000123: Can't find uid 4000123/);
});

Deno.test({
  name: "a program of another user gets its groups, and keeps the pid of its spawn",
  ignore: Deno.uid() !== 0,
  fn: async () => {
    const child = run({ ...shell("id -u; id -G; echo $$"), uid: 33 });
    await child.ended;
    const groups = await new Deno.Command("id", { args: ["-G", "33"] }).output();
    const expected = new TextDecoder().decode(groups.stdout);
    assert.equal(child.stdout, `33\n${expected}${child.child.pid}\n`);
  },
});
