// needs: python3
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { PYTHON } from "#tests/support/python.ts";

const PIDPROXY = new URL("../../bin/pidproxy", import.meta.url).pathname;

/** Starts pidproxy with a program that writes its pid and then says which signals it gets. */
async function proxied(directory: string): Promise<{ proxy: Deno.ChildProcess; pid: number }> {
  const script = `
import os, signal, sys
def told(number, frame):
    with open("${directory}/signals", "a") as out:
        print(signal.Signals(number).name, file=out)
    if number == signal.SIGTERM: os._exit(0)
for name in ("SIGHUP", "SIGINT", "SIGUSR1", "SIGUSR2", "SIGTERM"):
    signal.signal(getattr(signal, name), told)
with open("${directory}/pid.new", "w") as out: out.write(str(os.getpid()))
os.rename("${directory}/pid.new", "${directory}/pid")
while True: signal.pause()`;
  const proxy = new Deno.Command(PIDPROXY, {
    args: [`${directory}/pid`, PYTHON, "-c", script],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  const pid = await until(() => Number(readOrNull(`${directory}/pid`) ?? 0) || null, {
    within: 10_000,
    what: "the program's pidfile",
  });
  return { proxy, pid };
}

function readOrNull(path: string): string | null {
  try {
    return Deno.readTextFileSync(path);
  } catch {
    return null;
  }
}

Deno.test("pidproxy passes signals to the pid of its file and ends after TERM", async () => {
  const directory = await Deno.makeTempDir();
  const { proxy } = await proxied(directory);
  const signals = (): string => readOrNull(`${directory}/signals`) ?? "";
  for (const name of ["SIGHUP", "SIGUSR1", "SIGUSR2"] as const) {
    proxy.kill(name);
    await until(() => signals().includes(name), { within: 10_000, what: name });
  }
  proxy.kill("SIGTERM");
  assert.equal((await proxy.output()).code, 0);
  await until(() => signals().includes("SIGTERM"), { within: 10_000, what: "SIGTERM" });
  assert.equal(signals(), "SIGHUP\nSIGUSR1\nSIGUSR2\nSIGTERM\n");
  await Deno.remove(directory, { recursive: true });
});

Deno.test("pidproxy ends when its program does, and says when it cannot read the file", async () => {
  const directory = await Deno.makeTempDir();
  const { proxy, pid } = await proxied(directory);
  await Deno.rename(`${directory}/pid`, `${directory}/gone`);
  proxy.kill("SIGHUP");
  const output = proxy.output();
  Deno.kill(pid, "SIGKILL");
  const { code, stdout } = await output;
  assert.equal(code, 0);
  assert.equal(new TextDecoder().decode(stdout), `Can't read child pidfile ${directory}/pid!\n`);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("pidproxy without a command tells how it is used", async () => {
  const { code, stdout } = await new Deno.Command(PIDPROXY, { args: ["x"] }).output();
  assert.equal(code, 1);
  assert.match(new TextDecoder().decode(stdout), /^Usage: pidproxy/);
});
