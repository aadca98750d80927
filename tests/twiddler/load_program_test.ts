import assert from "node:assert/strict";
import { loadProgram, type ProgramLoadResult } from "#lib/config/load_program.ts";
import {
  configOf,
  memoryFileSystem,
  memoryHost,
  memoryUsers,
} from "#tests/config/support/memory_ports.ts";

const HEAD = '[supervisord]\nenvironment=BASE="b"\n';

const OPTIONS = {
  command: "/bin/%(program_name)s --n=%(process_num)d %(ENV_X)s %(ENV_BASE)s %(here)s",
  process_name: "%(group_name)s-%(process_num)d",
  numprocs: "3",
  numprocs_start: "7",
  user: "me",
  stopsignal: "HUP",
  stopasgroup: "yes",
  exitcodes: "1, 2",
  umask: "027",
  environment: 'A="1",B="%(process_num)d"',
  stdout_logfile: "/tmp/%(process_num)d.log",
  stdout_logfile_maxbytes: "5MB",
  redirect_stderr: "true",
  serverurl: "AUTO",
};

function load(
  options: Readonly<Record<string, string>>,
  head = HEAD,
): ProgramLoadResult {
  return loadProgram({
    ...{ name: "prog", group: "prog", options, config: configOf(head) },
    ...{ fs: memoryFileSystem({}), host: memoryHost, users: memoryUsers },
  });
}

Deno.test("a program on its own becomes what it would be in the file", () => {
  const lines = Object.entries(OPTIONS).map(([key, value]) => `${key}=${value}\n`).join("");
  const inFile = configOf(`${HEAD}[program:prog]\n${lines}`).groups[0]!.processes;
  const loaded = load(OPTIONS);
  assert.ok(loaded.ok);
  const place = { origin: null, origins: null };
  assert.deepEqual(
    loaded.processes.map((process) => ({ ...process, ...place })),
    inFile.map((process) => ({ ...process, ...place })),
  );
  assert.deepEqual(loaded.processes.map(({ name }) => name), ["prog-7", "prog-8", "prog-9"]);
});

Deno.test("values are taken as they are: what begins a comment in a file is text here", () => {
  const loaded = load({ command: "/bin/sh -c 'a ; b # c'" });
  assert.ok(loaded.ok);
  assert.equal(loaded.processes[0]!.command, "/bin/sh -c 'a ; b # c'");
});

Deno.test("the file's [DEFAULT] is none of its business", () => {
  const loaded = load({ command: "/bin/cat" }, "[DEFAULT]\nstartsecs=9\n[supervisord]\n");
  assert.ok(loaded.ok);
  assert.equal(loaded.processes[0]!.startsecs, 1);
});

Deno.test("problems name section and option, and no line", () => {
  const loaded = load({ command: "/bin/cat", priority: "first", stdout_logfile: "/none/x" });
  assert.ok(!loaded.ok);
  assert.deepEqual(loaded.problems.map(({ section, option, line }) => [section, option, line]), [
    ["program:prog", "priority", null],
    ["program:prog", "stdout_logfile", null],
  ]);
});
