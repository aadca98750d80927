// needs: root python3 util-linux
import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { commandLine, descendantsOf } from "#tests/support/proc.ts";
import { PYTHON } from "#tests/support/python.ts";
import { REPOSITORY, subjectEnv } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";
import { failing, furnish, LEAST, type LeastConfig, type Started } from "./least/scenario.ts";

/** Becomes the rest of its words in a network of its own, where nobody else has the debugger's port. */
const ALONE = [
  ...["/usr/bin/unshare", "--net", PYTHON, "-I", "-S", "-c"],
  `import fcntl, os, socket, struct, sys
up = struct.pack("16sh", b"lo", 1)
fcntl.ioctl(socket.socket(), 0x8914, up)
os.execvp(sys.argv[1], sys.argv[1:])`,
];

/** Starts a daemon; `change` gets the words that the launcher has planned, for the same directory. */
async function tried(
  config: LeastConfig,
  change: (argv: readonly string[]) => readonly string[],
): Promise<string | null> {
  await using dir = await tempDir({ mode: 0o755 });
  await furnish(dir.path, config);
  const env = { ...subjectEnv(), LEAST_CHILD: dir.at("log/fcgi_child") };
  const planned = await plannedWords(dir.at("supervisord.conf"), { env, cwd: dir.path });
  await leaveSocket(dir.at("run/s.sock"));
  const [program = "", ...args] = [...ALONE, ...change(planned)];
  const child = new Deno.Command(program, {
    ...{ args, env, clearEnv: true, cwd: dir.path, stdin: "null", stdout: "null", stderr: "null" },
  }).spawn();
  const daemon: Started = { dir: dir.path, pid: child.pid, ended: child.status };
  try {
    return await failing(daemon, config);
  } finally {
    for (const { pid } of [...descendantsOf(child.pid), { pid: child.pid }]) kill(pid);
    await child.status;
  }
}

/** As a daemon does that is killed. */
async function leaveSocket(path: string): Promise<void> {
  const bind = "import socket, sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])";
  const { success } = await new Deno.Command(PYTHON, { args: ["-c", bind, path] }).output();
  assert.ok(success);
}

/** The command line that the launcher becomes, without running it. */
async function plannedWords(
  config: string,
  how: { readonly env: Record<string, string>; readonly cwd: string },
): Promise<readonly string[]> {
  const child = new Deno.Command(`${REPOSITORY}/bin/denvisord`, {
    args: ["-n", "-c", config],
    ...{ ...how, clearEnv: true, stdin: "null", stdout: "null", stderr: "null" },
  }).spawn();
  // What is read while it becomes another program may be cut off.
  const argv = await until(() => {
    const words = commandLine(child.pid);
    const start = words.findIndex((word) => /(?:^|\/)deno$/.test(word));
    const whole = words.some((word) => word.startsWith("--handover=")) && words.at(-1) === config;
    return start >= 0 && whole && words.slice(start);
  }, { within: 20_000, what: "the launcher to become the daemon", every: 1 });
  child.kill("SIGTERM");
  await child.status;
  return argv;
}

function kill(pid: number): void {
  try {
    Deno.kill(pid, "SIGKILL");
  } catch {
    // It ended in the meantime.
  }
}

/** Each value of each list, by its place, as what is left of the flag without it. */
function removals(argv: readonly string[]): readonly { flag: string; place: number; at: number }[] {
  return argv.flatMap((word, at) => {
    const [, kind, values] = /^--allow-(\w+)(?:=(.*))?$/.exec(word) ?? [];
    if (kind === undefined) return [];
    if (values === undefined) return [{ flag: word, place: -1, at }];
    return values.split(",").map((value, place) => ({
      flag: `--allow-${kind}=${value}`,
      place,
      at,
    }));
  });
}

function without(argv: readonly string[], { at, place }: { at: number; place: number }) {
  if (place < 0) return argv.filter((_, index) => index !== at);
  const [name, values = ""] = argv[at]!.split("=");
  const left = values.split(",").filter((_, index) => index !== place);
  if (left.length === 0) return argv.filter((_, index) => index !== at);
  return argv.with(at, `${name}=${left.join(",")}`);
}

for (const config of LEAST) {
  Deno.test(`each entry of the list is needed: ${config.name}`, async () => {
    let argv: readonly string[] = [];
    assert.equal(await tried(config, (planned) => argv = planned), null, "with the whole list");
    const needless: string[] = [];
    for (const removal of removals(argv)) {
      const check = await tried(config, (planned) => without(planned, removal));
      if (check === null) needless.push(removal.flag);
      else console.log(`without ${removal.flag}: ${check.split("\n")[0]}`);
    }
    assert.deepEqual(needless, []);
  });
}
