// needs: root python3 util-linux
import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { subjectEnv, SVCTL } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";
import type { Outcome, Targets } from "./attack/attempts.ts";
import { ATTACKED, type AttackedConfig } from "./attack/configs.ts";

const ATTEMPTS = `${import.meta.dirname}/attack/attempts.ts`;

/** The permissions that the daemon would have, as `svctl` prints them. */
async function flagsFor(config: string): Promise<readonly string[]> {
  const shown = await runCommand([SVCTL, "permissions", "-c", config, "--json"], {
    env: subjectEnv(),
  });
  assert.equal(shown.code, 0, shown.stderr);
  return (JSON.parse(shown.stdout) as { flags: readonly string[] }).flags;
}

async function attack(attacked: AttackedConfig): Promise<readonly Outcome[]> {
  await using dir = await tempDir({ mode: 0o755 });
  await using outside = await tempDir();
  for (const name of ["log", "run"]) await Deno.mkdir(dir.at(name));
  await Deno.writeTextFile(outside.at("secret"), "secret");
  await Deno.writeTextFile(outside.at("secret.js"), "export default 1;");
  await Deno.writeTextFile(outside.at("secret.json"), "1");
  for (const name of ["secret.wasm", "secret.node"]) {
    await Deno.writeFile(outside.at(name), new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
  }
  await Deno.writeTextFile(dir.at("supervisord.conf"), attacked.text(dir.path));
  const flags = await flagsFor(dir.at("supervisord.conf"));
  using tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using unix = Deno.listen({ transport: "unix", path: outside.at("socket") });
  const targets: Targets = {
    outside: outside.path,
    inside: dir.at("log"),
    port: (tcp.addr as Deno.NetAddr).port,
    socket: (unix.addr as Deno.UnixAddr).path,
    sysIsOpen: attacked.sysIsOpen ?? false,
  };
  const result = await runCommand(
    [Deno.execPath(), "run", "--quiet", ...flags, "--no-config", "--no-lock", ATTEMPTS]
      .concat(JSON.stringify(targets)),
    { env: { ...subjectEnv(), ATTACK_SECRET: "secret" }, cwd: dir.path },
  );
  assert.equal(result.code, 0, result.stderr);
  assert.equal(await Deno.readTextFile(outside.at("secret")), "secret");
  return JSON.parse(result.stdout) as readonly Outcome[];
}

for (const attacked of ATTACKED) {
  Deno.test(`code inside the daemon is refused all that is not its own: ${attacked.name}`, async () => {
    const outcomes = await attack(attacked);
    const refused = outcomes.filter((outcome) => outcome.refused);
    console.log(`${attacked.name}: ${outcomes.length} attempts, ${refused.length} refused`);
    assert.ok(outcomes.length >= 110);
    assert.deepEqual(outcomes.filter((outcome) => !outcome.refused), []);
  });
}

Deno.test("a worker that is to have more than the daemon has ends the process", async () => {
  await using dir = await tempDir({ mode: 0o755 });
  for (const name of ["log", "run"]) await Deno.mkdir(dir.at(name));
  const socketOnly = ATTACKED.find(({ name }) => name === "a UNIX socket only")!;
  await Deno.writeTextFile(dir.at("supervisord.conf"), socketOnly.text(dir.path));
  await Deno.writeTextFile(
    dir.at("main.js"),
    `const code = "postMessage(Deno.readTextFileSync('/etc/hostname'))";
const options = { type: "module", deno: { permissions: { read: true } } };
const worker = new Worker("data:application/javascript," + encodeURIComponent(code), options);
worker.onmessage = ({ data }) => console.log("got", data);`,
  );
  const flags = await flagsFor(dir.at("supervisord.conf"));
  const result = await runCommand(
    [Deno.execPath(), "run", "--quiet", ...flags, "--no-config", "--no-lock", dir.at("main.js")],
    { env: subjectEnv(), cwd: dir.path },
  );
  assert.equal(result.code, 70, result.stdout);
  assert.match(result.stderr, /--unstable-worker-options/);
});

Deno.test("the same attempts succeed where nothing is refused, so that they show something", async () => {
  await using dir = await tempDir();
  const check = await runCommand([Deno.execPath(), "check", "--quiet", ATTEMPTS], {
    cwd: dir.path,
  });
  assert.equal(check.code, 0, check.stderr);
  await using outside = await tempDir();
  await Deno.writeTextFile(outside.at("secret"), "secret");
  using tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  using _unix = Deno.listen({ transport: "unix", path: outside.at("socket") });
  const targets: Targets = {
    outside: outside.path,
    inside: dir.path,
    port: (tcp.addr as Deno.NetAddr).port,
    socket: outside.at("socket"),
    sysIsOpen: true,
  };
  const only = "--allow-read,--allow-net,--allow-env,--allow-sys".split(",");
  const result = await runCommand(
    [
      Deno.execPath(),
      "run",
      "--quiet",
      "--no-prompt",
      "--cached-only",
      "--deny-import",
      ...only,
      "--no-config",
    ]
      .concat("--no-lock", ATTEMPTS, JSON.stringify(targets)),
    { env: { ...subjectEnv(), ATTACK_SECRET: "secret" }, cwd: dir.path, within: 20_000 },
  );
  const outcomes = JSON.parse(result.stdout || "[]") as readonly Outcome[];
  const went = outcomes.filter(({ refused }) => !refused).map(({ name }) => name);
  for (
    const name of [
      "read /etc/hostname",
      "look at it",
      "connect to a port of this machine",
      "read all variables",
    ]
  ) {
    assert.ok(went.includes(name), `${name}: ${went.join(", ")}\n${result.stderr}`);
  }
});
