// needs: python3
import assert from "node:assert/strict";
import { ListenError } from "#daemon/http/listen_error.ts";
import type { Listening } from "#daemon/http/listening.ts";
import { ServerUsage } from "#daemon/http/server_usage.ts";
import { listenUnix } from "#daemon/http/unix_listener.ts";
import type { ServerConfig, UnixServerConfig } from "#lib/config/config.ts";
import { LIMITS, recordingLogger, SELF, unixConfig } from "#tests/http/http_bench.ts";
import { collect } from "#tests/support/collect.ts";
import { until } from "#tests/support/deadline.ts";
import { PYTHON } from "#tests/support/python.ts";
import { tempDir } from "#tests/support/temp.ts";
import { exchange } from "#tests/support/xmlrpc_client.ts";

function listen(
  file: string,
  options: { readonly given?: Partial<ServerConfig>; readonly stale?: string[] } = {},
): Promise<Listening> {
  return listenUnix(unixConfig(file, options.given) as UnixServerConfig, {
    handler: () => new Response("here"),
    ...{ usage: new ServerUsage(LIMITS), share: 256, logger: recordingLogger([]) },
    user: SELF,
    onStale: (path) => void options.stale?.push(path),
  });
}

async function close(listening: Listening): Promise<void> {
  listening.removeFile();
  await listening.server.shutdown();
}

async function ask(path: string): Promise<string> {
  const request = new TextEncoder().encode("GET / HTTP/1.0\r\n\r\n");
  return new TextDecoder().decode((await exchange({ transport: "unix", path }, request)).body);
}

function names(directory: string): string[] {
  return [...Deno.readDirSync(directory)].map(({ name }) => name).sort();
}

/** Leaves a socket behind that nobody listens on. */
function leaveStale(path: string): void {
  const { success } = new Deno.Command(PYTHON, {
    args: ["-c", "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])", path],
  }).outputSync();
  assert.ok(success);
}

for (const mode of [0o700, 0o660, 0o777, 0o600]) {
  Deno.test(`a socket has the mode ${mode.toString(8)} that the configuration asks for`, async () => {
    await using dir = await tempDir();
    const listening = await listen(dir.at("s"), { given: { chmod: mode } });
    const info = Deno.lstatSync(dir.at("s"));
    assert.ok(info.isSocket);
    assert.equal(info.mode! & 0o777, mode);
    assert.equal(await ask(dir.at("s")), "here");
    assert.deepEqual(names(dir.path), ["s"]);
    await close(listening);
    assert.deepEqual(names(dir.path), []);
  });
}

Deno.test("a socket appears with its final mode, never with another", async () => {
  await using dir = await tempDir();
  const rounds = 20;
  const watcher = new Deno.Command(PYTHON, {
    args: [
      "-c",
      `import os, sys
path, rounds = sys.argv[1], int(sys.argv[2])
print("ready", flush=True)
seen = set()
for round in range(rounds):
    name = "%s%d" % (path, round)
    while True:
        try:
            seen.add(oct(os.lstat(name).st_mode & 0o777))
            break
        except FileNotFoundError:
            pass
print(sorted(seen), flush=True)`,
      dir.at("s"),
      String(rounds),
    ],
    stdout: "piped",
  }).spawn();
  const seen = collect(watcher.stdout);
  await until(() => seen.text() === "ready\n", { within: 20_000, what: "the watcher" });
  for (let round = 0; round < rounds; round++) {
    await close(
      await listen(dir.at(`s${round}`), { given: { chmod: 0o617 } }).then((listening) => {
        return { ...listening, removeFile: () => {} };
      }),
    );
  }
  await seen.ended;
  assert.equal(seen.text(), "ready\n['0o617']\n");
  await watcher.status;
});

Deno.test("a socket has the owner that the configuration asks for", async () => {
  await using dir = await tempDir();
  // Only root can give something away; everybody else can name himself.
  const owner = SELF.uid === 0 ? { uid: 1234, gid: 4321 } : { uid: SELF.uid, gid: Deno.gid()! };
  const listening = await listen(dir.at("s"), { given: { chown: owner } });
  const { uid, gid, mode } = Deno.lstatSync(dir.at("s"));
  assert.deepEqual([{ uid, gid }, mode! & 0o777], [owner, 0o700]);
  await close(listening);
});

Deno.test("an owner of -1 is left as it is", async () => {
  await using dir = await tempDir();
  const listening = await listen(dir.at("s"), { given: { chown: { uid: -1, gid: -1 } } });
  assert.equal(Deno.lstatSync(dir.at("s")).uid, SELF.uid);
  await close(listening);
});

Deno.test("an owner that may not be given is refused in Supervisor's words", () => {
  const owner = { uid: 0, gid: 5 };
  const error = ListenError.chown("/run/s", { owner, user: "joe", cause: new Error("EPERM") });
  assert.equal(error.problem, "not-permitted");
  assert.equal(
    error.message,
    'Not permitted to chown /run/s to uid/gid (0, 5); adjust "sockchown" value in config file ' +
      "or on command line to values that the current user (joe) can successfully chown",
  );
});

Deno.test("a socket that nobody listens on is taken away, with a word", async () => {
  await using dir = await tempDir();
  leaveStale(dir.at("s"));
  const stale: string[] = [];
  const listening = await listen(dir.at("s"), { stale });
  assert.deepEqual(stale, [dir.at("s")]);
  assert.equal(await ask(dir.at("s")), "here");
  await close(listening);
});

Deno.test("a socket that somebody listens on is left alone, even if he never accepts", async () => {
  await using dir = await tempDir();
  const listening = await listen(dir.at("s"));
  await assert.rejects(listen(dir.at("s")), (error) => {
    assert.ok(error instanceof ListenError);
    assert.equal(error.problem, "in-use");
    return true;
  });
  assert.equal(await ask(dir.at("s")), "here");
  await close(listening);
  using _deaf = Deno.listen({ transport: "unix", path: dir.at("deaf") });
  await assert.rejects(listen(dir.at("deaf")), { problem: "in-use" });
  assert.deepEqual(names(dir.path), ["deaf"]);
});

Deno.test("a file that is no socket is never removed", async () => {
  await using dir = await tempDir();
  Deno.writeTextFileSync(dir.at("s"), "precious");
  await assert.rejects(listen(dir.at("s")), {
    message: `Cannot open an HTTP server: '${dir.at("s")}' is not a socket`,
  });
  assert.equal(Deno.readTextFileSync(dir.at("s")), "precious");
  assert.deepEqual(names(dir.path), ["s"]);
});

Deno.test("what a killed daemon left half made is taken over", async () => {
  await using dir = await tempDir();
  Deno.mkdirSync(dir.at("s.new"), { mode: 0o700 });
  leaveStale(dir.at("s.new", "s"));
  const listening = await listen(dir.at("s"));
  assert.equal(await ask(dir.at("s")), "here");
  assert.deepEqual(names(dir.path), ["s"]);
  await close(listening);
});

Deno.test("while another daemon makes the socket this one waits, then finds it in use", async () => {
  await using dir = await tempDir();
  Deno.mkdirSync(dir.at("s.new"), { mode: 0o700 });
  const other = Deno.openSync(dir.at("s.new"));
  assert.ok(other.tryLockSync(true));
  const attempt = listen(dir.at("s")).catch((error) => error);
  using _listener = Deno.listen({ transport: "unix", path: dir.at("s") });
  Deno.removeSync(dir.at("s.new"));
  other.close();
  assert.equal((await attempt).problem, "in-use");
  assert.deepEqual(names(dir.path), ["s"]);
});

Deno.test("closing leaves alone what another daemon has put in the place", async () => {
  await using dir = await tempDir();
  const listening = await listen(dir.at("s"));
  Deno.removeSync(dir.at("s"));
  using _other = Deno.listen({ transport: "unix", path: dir.at("s") });
  await close(listening);
  assert.deepEqual(names(dir.path), ["s"]);
});

Deno.test("of several that open one socket at once, one gets it", async () => {
  await using dir = await tempDir();
  leaveStale(dir.at("s"));
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => listen(dir.at("s"))));
  const winners = outcomes.flatMap((one) => one.status === "fulfilled" ? [one.value] : []);
  assert.equal(winners.length, 1);
  for (const outcome of outcomes) {
    if (outcome.status === "rejected") assert.equal(outcome.reason.problem, "in-use");
  }
  assert.equal(await ask(dir.at("s")), "here");
  assert.deepEqual(names(dir.path), ["s"]);
  await close(winners[0]!);
});
