/** Logging in: hashed passwords, passwords in files, and those who guess. */
import assert from "node:assert/strict";
import { passwordCheck } from "#daemon/http/password.ts";
import type { ServerConfig } from "#lib/config/config.ts";
import { type HttpBench, httpBench } from "#tests/http/http_bench.ts";
import { tempDir } from "#tests/support/temp.ts";

/** `svctl hash-password` for `opensesame`, with a cost that does not hold up a test. */
const HASH = "{SCRYPT}ln=LN,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$HASHED";

async function hashed(ln = 10): Promise<string> {
  const { scryptSync } = await import("node:crypto");
  const salt = Uint8Array.from({ length: 16 }, (_, at) => at);
  const hash = new Uint8Array(
    scryptSync("opensesame", salt, 32, { N: 2 ** ln, r: 8, p: 1, maxmem: 2 ** 27 }),
  );
  return HASH.replace("LN", String(ln)).replace("HASHED", hash.toBase64({ omitPadding: true }));
}

function basic(username: string, password: string): Record<string, string> {
  return { Authorization: `Basic ${btoa(`${username}:${password}`)}` };
}

async function login(bench: HttpBench, username: string, password: string): Promise<number> {
  return (await bench.request("GET", "/ok.html", basic(username, password))).status;
}

/** Milliseconds that `action` takes. */
async function time(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

Deno.test("a hashed password lets in who knows it and nobody else", async () => {
  await using bench = await httpBench({ credentials: { username: "u", password: await hashed() } });
  assert.equal(await login(bench, "u", "opensesame"), 200);
  assert.equal(await login(bench, "u", "opensesame"), 200);
  assert.equal(await login(bench, "u", "opensesam"), 401);
  assert.equal(await login(bench, "v", "opensesame"), 401);
  assert.equal(await login(bench, "u", await hashed()), 401);
});

Deno.test("one hash is computed at a time, one client has one in line, and what was right is known", async () => {
  // One check takes much longer than it takes all of them to get in line.
  const check = passwordCheck({ username: "u", password: await hashed(14) });
  const attempt = (password: string, address: string) =>
    Promise.resolve(check({ username: "u", password, address }));
  const verdicts = await Promise.all([
    attempt("guess 1", "10.0.0.1"),
    attempt("guess 2", "10.0.0.1"),
    attempt("opensesame", "10.0.0.2"),
    attempt("opensesame", "10.0.0.3"),
  ]);
  assert.deepEqual(verdicts.slice(0, 2).toSorted(), ["busy", "wrong"]);
  assert.deepEqual(verdicts.slice(2), ["right", "right"]);
  let computed = 0;
  const flood = Array.from({ length: 20 }, async (_, at) => {
    const verdict = await attempt(`guess ${at}`, `10.1.0.${at}`);
    if (verdict === "wrong") computed++;
    return verdict;
  });
  // What is remembered waits for none of them; of the others, a few are looked at.
  assert.equal(await attempt("opensesame", "10.0.0.9"), "right");
  const before = computed;
  await Promise.all(flood);
  assert.ok(before < computed && computed < 20, `${before} of ${computed}`);
});

Deno.test("a password's file is read again when the daemon is told to, and kept when it is gone", async () => {
  await using dir = await tempDir();
  const path = dir.at("password");
  await Deno.writeTextFile(path, "first\nsecond line\n");
  const server: Partial<ServerConfig> = { passwordFile: { username: "u", path } };
  await using bench = await httpBench({ server });
  assert.equal(await login(bench, "u", "first"), 200);
  await Deno.writeTextFile(path, await hashed());
  assert.equal(await login(bench, "u", "first"), 200);
  bench.servers.reload();
  assert.equal(await login(bench, "u", "first"), 401);
  assert.equal(await login(bench, "u", "opensesame"), 200);
  await Deno.remove(path);
  bench.servers.reload();
  assert.equal(await login(bench, "u", "opensesame"), 200);
  assert.match(bench.lines.join("\n"), /error .*cannot read password_file.*stays as it was/);
});

for (
  const [what, content] of [["missing", null], ["empty", "\nsecret"], [
    "no hash",
    "{SCRYPT}x",
  ]] as const
) {
  Deno.test(`a password's file that is ${what} keeps the server from opening`, async () => {
    await using dir = await tempDir();
    const path = dir.at("password");
    if (content !== null) await Deno.writeTextFile(path, content);
    const opening = httpBench({ server: { passwordFile: { username: "u", path } } });
    await assert.rejects(opening, /^ListenError: Section \[inet_http_server\]: /);
  });
}

Deno.test("failures wait longer and longer, right passwords and other names never do", async () => {
  await using bench = await httpBench({ credentials: { username: "u", password: "p" } });
  const first = await time(() => login(bench, "u", "x"));
  const second = await time(() => login(bench, "u", "x"));
  const third = await time(() => login(bench, "u", "x"));
  assert.ok(first >= 90 && second >= 190 && third >= 390, `${first} ${second} ${third}`);
  // The fourth one waits for 800 ms, and neither of those who come after it for that.
  let guessed = false;
  const guessing = login(bench, "u", "x").finally(() => guessed = true);
  assert.equal(await login(bench, "u", "p"), 200);
  assert.equal(await login(bench, "other", "x"), 401);
  assert.equal(guessed, false);
  assert.equal(await guessing, 401);
  assert.equal(bench.servers.usage()["inet_http_server"]?.refused.login, 5);
});

Deno.test("on a UNIX socket nobody waits", async () => {
  await using dir = await tempDir();
  const credentials = { username: "u", password: "p" };
  await using bench = await httpBench({ credentials, socket: dir.at("s") });
  const waited = await time(async () => {
    for (let at = 0; at < 20; at++) assert.equal(await login(bench, "u", "x"), 401);
  });
  assert.ok(waited < 1000, `${waited} ms`);
});
