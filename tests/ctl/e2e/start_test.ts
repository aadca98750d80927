// needs: supervisor python3
/**
 * How the client starts: what it may do, how fast it is, and what happens when nobody reads.
 *
 * @module
 */

import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import type { Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { SUPERVISORCTL, SVCTL } from "#tests/support/subject_command.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { clientCommand, clientEnv, type ClientKind, runClient } from "../support/clients.ts";
import { zoo } from "../support/config.ts";
import { quickDaemon } from "../support/quick_daemon.ts";

Deno.test("a socket, its config file and nothing else suffice for every kind of command", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const { config, socket } = subject.place;
  const permissions = [
    `--allow-net=unix:${socket}`,
    `--allow-read=${config},${socket}`,
    `--allow-write=${socket}`,
  ];
  const lines = [
    "status cat",
    "restart cat",
    "tail talk",
    "tail -f nosuch",
    "logs talk",
    "info",
    "version --json",
    "help",
    "completion bash",
  ];
  for (const line of lines) {
    const run = await runClient("svctl", ["-c", config, ...line.split(" ")], { permissions });
    assert.ok(run.code === 0 || line.includes("nosuch"), `${line}: ${run.stdout}${run.stderr}`);
    assert.doesNotMatch(run.stdout + run.stderr, /Requires|allow-/, line);
  }
  const shell = await runClient("svctl", ["-c", config], { permissions, input: "pid cat\nquit\n" });
  assert.equal(shell.code, 0);
  assert.match(shell.stdout, /supervisor> \d+\nsupervisor> \n$/);
});

Deno.test("a TCP server needs the permission for its address alone", async () => {
  const program = "[program:cat]\ncommand=/bin/cat\nstartsecs=0\n";
  const config = (place: SubjectPlace) => framed(place, program, { tcp: true });
  await using subject = await quickDaemon({ config });
  const address = `127.0.0.1:${subject.place.port}`;
  const permissions = [`--allow-net=${address}`];
  const run = await runClient("svctl", ["-s", `http://${address}`, "status", "cat"], {
    permissions,
    cwd: subject.place.scratch(),
  });
  assert.equal(run.code, 0, run.stdout + run.stderr);
});

Deno.test("a missing permission is named, with the flag that grants it", async () => {
  const run = await runClient("svctl", ["-s", "http://127.0.0.1:1", "status"], {
    permissions: ["--allow-net=127.0.0.1:2"],
    cwd: "/",
  });
  assert.equal(run.code, 1);
  assert.match(run.stdout, /^error: Requires net access to "127\.0\.0\.1:1", .*--allow-net/);
});

Deno.test("the client ends quietly when nobody reads its output", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const command = clientCommand("svctl").map((word) => `'${word}'`).join(" ");
  // The pipe is closed before the client can write.
  const script = `{ read go; ${command} -c '${subject.place.config}' status; echo $? >&2; } | ` +
    "exec 0<&-";
  const { stderr } = await runCommand(["/bin/sh", "-c", script], {
    env: clientEnv(),
    input: "go\n",
  });
  assert.equal(stderr, "141\n");
});

function hundred(place: SubjectPlace): string {
  return framed(
    place,
    `[program:many]
command=/bin/sleep 1000
process_name=p_%(process_num)03d
numprocs=100
startsecs=0
stdout_logfile=NONE
stderr_logfile=NONE
`,
  );
}

/** As people start them: our client from its bundle. */
const PROGRAMS: Readonly<Record<ClientKind, string>> = {
  supervisorctl: SUPERVISORCTL,
  svctl: SVCTL,
};

async function milliseconds(kind: ClientKind, subject: Subject): Promise<number> {
  const begin = performance.now();
  const words = [PROGRAMS[kind], "-c", subject.place.config, "status"];
  const { code, stdout } = await runCommand(words, { env: clientEnv() });
  assert.equal(code, 0);
  assert.equal(stdout.split("\n").length, 101);
  return performance.now() - begin;
}

Deno.test("status of 100 programs takes at most half of supervisorctl's time", async () => {
  await using subject = await quickDaemon({ config: hundred });
  await until(async () => {
    const infos = await subject.rpc("getAllProcessInfo") as { statename: string }[];
    return infos.every(({ statename }) => statename === "RUNNING");
  }, { within: 30_000, what: "all processes to run" });
  // The first start may make the bundle.
  await milliseconds("svctl", subject);
  // The least of several runs, side by side: others may use the machine too.
  const least: Record<ClientKind, number> = { supervisorctl: Infinity, svctl: Infinity };
  let ratio = Infinity;
  for (let round = 0; round < 5 || (round < 25 && ratio > 0.5); round++) {
    for (const kind of ["supervisorctl", "svctl"] as const) {
      least[kind] = Math.min(least[kind], await milliseconds(kind, subject));
    }
    ratio = least.svctl / least.supervisorctl;
  }
  assert.ok(ratio <= 0.5, `the ratio is ${ratio.toFixed(2)}`);
});
