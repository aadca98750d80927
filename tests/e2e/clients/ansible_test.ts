// needs: supervisor python3 ansible
/**
 * Ansible's module `community.general.supervisorctl`, the module itself: with `svctl` in the place of
 * supervisorctl, with the real client, and in between, what it changes and what it reports is the same.
 *
 * @module
 */

import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { startSubject, type Subject, type SubjectKind } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { normaliseText } from "#tests/support/normalise.ts";
import { PYTHON } from "#tests/support/python.ts";
import { SUPERVISORCTL, SVCTL } from "#tests/support/subject_command.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";
import { bothConfig } from "./both_daemons.ts";
import { web } from "./programs.ts";

const MODULE = "ansible_collections.community.general.plugins.modules.supervisorctl";

const CREDENTIALS = { username: "me", password: "se:cret" };

const PROGRAMS = `
[program:cat]
command=/bin/cat
startsecs=0

[program:manual]
command=/bin/cat
startsecs=0
autostart=false

[program:fatal]
command=/no/such/file
autostart=false

${web(2)}`;

const LATE = `
[program:late]
command=/bin/cat
startsecs=0
autostart=false
`;

function config(place: SubjectPlace, more = ""): string {
  return bothConfig(place, { sections: () => PROGRAMS + more, credentials: CREDENTIALS });
}

/** The arguments of a task, and what is done before it. */
interface Task {
  readonly params: Readonly<Record<string, string | boolean>>;
  readonly before?: (subject: Subject) => Promise<unknown>;
}

/** In this order, each against what the ones before have left. */
const TASKS: readonly Task[] = [
  { params: { name: "cat", state: "started" } },
  { params: { name: "manual", state: "started" } },
  { params: { name: "manual", state: "started" } },
  { params: { name: "manual", state: "stopped" } },
  { params: { name: "manual", state: "stopped" } },
  { params: { name: "cat", state: "restarted" } },
  { params: { name: "fatal", state: "started" } },
  { params: { name: "nosuch", state: "started" } },
  { params: { name: "nosuch", state: "restarted" } },
  { params: { name: "web:", state: "stopped" } },
  { params: { name: "web:", state: "started" } },
  { params: { name: "web:", state: "restarted" } },
  { params: { name: "web:web_1", state: "stopped" } },
  { params: { name: "web:web_1", state: "present" } },
  { params: { name: "cat", state: "signalled", signal: "WINCH" } },
  { params: { name: "web:", state: "signalled", signal: "SIGWINCH" } },
  { params: { name: "cat", state: "signalled", signal: "NOSUCH" } },
  { params: { name: "manual", state: "signalled", signal: "WINCH" } },
  { params: { name: "late", state: "present" } },
  {
    params: { name: "late", state: "present", _ansible_check_mode: true },
    before: ({ place }) => Deno.writeTextFile(place.config, config(place, LATE)),
  },
  { params: { name: "late", state: "present" } },
  { params: { name: "late", state: "present" } },
  { params: { name: "late", state: "started" } },
  { params: { name: "late", state: "absent" } },
  { params: { name: "late", state: "stopped" } },
  { params: { name: "late", state: "absent" } },
  { params: { name: "late", state: "absent" } },
  { params: { name: "manual", state: "started", _ansible_check_mode: true } },
  { params: { name: "all", state: "stopped" } },
  // Over TCP, with a password that is in the task.
  { params: { name: "cat", state: "started", server_url: "@URL@", ...CREDENTIALS } },
  { params: { name: "cat", state: "stopped", server_url: "@URL@", ...CREDENTIALS } },
  { params: { name: "nosuch", state: "absent", server_url: "@URL@", ...CREDENTIALS } },
];

/** Carries the tasks out; `bin` becomes the first directory on PATH. Returns what each reported. */
async function playTasks(subject: Subject, client: string): Promise<readonly unknown[]> {
  const { place } = subject;
  await Deno.mkdir(place.at("bin"));
  await Deno.symlink(client, place.at("bin/supervisorctl"));
  const env = { ...subject.home.env, PATH: `${place.at("bin")}:${subject.home.env["PATH"]}` };
  const reports: unknown[] = [];
  for (const { params, before } of TASKS) {
    await before?.(subject);
    const url = `http://127.0.0.1:${place.port}`;
    const server = params["server_url"] === undefined
      ? { config: place.config }
      : { server_url: url };
    const task = JSON.stringify({ ANSIBLE_MODULE_ARGS: { ...params, ...server } });
    const { code, stdout, stderr } = await runCommand([PYTHON, "-m", MODULE], {
      input: task,
      env,
    });
    reports.push({ task: params, code, ...reportOf(stdout, place), stderr });
    await settled(subject);
  }
  return [...reports, ...await statesOf(subject)];
}

/** What Ansible gets to see; the module's arguments are repeated in it. */
function reportOf(stdout: string, place: SubjectPlace): Record<string, unknown> {
  const { invocation: _, cmd: __, ...report } = JSON.parse(stdout);
  return JSON.parse(normaliseText(JSON.stringify(report), place));
}

async function settled(subject: Subject): Promise<void> {
  await until(async () => {
    const states = (await statesOf(subject)).map(([, state]) => state);
    return !states.some((state) => /^(STARTING|STOPPING|BACKOFF)$/.test(state as string));
  }, { within: 20_000, what: "all programs to be at rest" });
}

async function statesOf(subject: Subject): Promise<readonly (readonly unknown[])[]> {
  const infos = await subject.rpc("getAllProcessInfo") as Record<string, unknown>[];
  return infos.map((info) => [`${info["group"]}:${info["name"]}`, info["statename"]]);
}

async function play(kind: SubjectKind, client: string): Promise<readonly unknown[]> {
  await using subject = await startSubject(kind, { config: (place) => config(place) });
  await settled(subject);
  return await playTasks(subject, client);
}

Deno.test("Ansible's module cannot tell svctl and this daemon from Supervisor's own", async () => {
  const played = await Promise.allSettled([
    play("supervisord", SUPERVISORCTL),
    play("denvisord", SVCTL),
    play("denvisord", SUPERVISORCTL),
    play("supervisord", SVCTL),
  ]);
  const [reference, ...mixtures] = played.map((one) => {
    if (one.status === "rejected") throw one.reason;
    return one.value;
  });
  for (const reports of mixtures) assert.deepEqual(reports, reference);
  const report = (index: number) => reference?.[index] as Record<string, unknown>;
  assert.equal(report(0)["changed"], false);
  assert.deepEqual(report(1)["affected"], ["manual"]);
  assert.deepEqual(report(11)["affected"], ["web:web_0", "web:web_1"]);
  assert.deepEqual(report(20), {
    task: { name: "late", state: "present" },
    code: 0,
    changed: true,
    name: "late",
    state: "present",
    stderr: "",
  });
});
