import assert from "node:assert/strict";
import { ConfigError, connect, Fault, Supervisor, type SupervisorEvent } from "../../mod.ts";
import { until } from "#tests/support/deadline.ts";
import { freePort } from "#tests/support/ports.ts";
import { childrenOf, isAlive } from "#tests/support/proc.ts";
import { tempDir } from "#tests/support/temp.ts";

const CAT = { command: "/bin/cat", startsecs: 0 } as const;

/** Events as short lines, in the order in which they came. */
function recorded(supervisor: Supervisor): string[] {
  const lines: string[] = [];
  supervisor.subscribe((event) => void lines.push(line(event)));
  return lines;
}

function line(event: SupervisorEvent): string {
  if ("process" in event) return `${event.name} ${event.process}`;
  return "group" in event ? `${event.name} ${event.group}` : event.name;
}

function untilRunning(supervisor: Supervisor, name: string): Promise<number> {
  return until(async () => {
    const { statename, pid } = await supervisor.getProcessInfo(name);
    return statename === "RUNNING" && pid;
  }, { within: 10_000, what: `${name} to run` });
}

function isShutdownState(error: unknown): boolean {
  return error instanceof Fault && error.text === "SHUTDOWN_STATE";
}

Deno.test("programs run while the supervisor does, and no longer", async () => {
  let pid = 0;
  {
    await using supervisor = await Supervisor.start({ programs: { cat: CAT } });
    pid = await untilRunning(supervisor, "cat");
    assert.ok(isAlive(pid));
    assert.equal(await supervisor.getPID(), Deno.pid);
    await supervisor.stopProcess("cat");
    assert.equal(isAlive(pid), false);
    await supervisor.startProcess("cat");
    pid = await untilRunning(supervisor, "cat");
  }
  assert.equal(isAlive(pid), false);
});

Deno.test("a supervisor that has ended leaves no logger behind", async () => {
  const loggers = () => childrenOf(Deno.pid).filter(({ name }) => name === "logger");
  {
    const options = { ...CAT, stdout_syslog: true };
    await using supervisor = await Supervisor.start({ programs: { cat: options } });
    await untilRunning(supervisor, "cat");
    await supervisor.sendProcessStdin("cat", "a line\n");
    await until(() => loggers().length > 0, { within: 10_000, what: "logger to be started" });
  }
  await until(() => loggers().length === 0, { within: 10_000, what: "logger to end" });
});

Deno.test("who subscribes at once sees everything, down to the last stop", async () => {
  const supervisor = await Supervisor.start({
    programs: { one: { ...CAT, priority: 1 }, two: { ...CAT, priority: 2 } },
  });
  const lines = recorded(supervisor);
  await untilRunning(supervisor, "two");
  await supervisor[Symbol.asyncDispose]();
  assert.deepEqual(lines, [
    "SUPERVISOR_STATE_CHANGE_RUNNING",
    "PROCESS_STATE_STARTING one",
    "PROCESS_STATE_RUNNING one",
    "PROCESS_STATE_STARTING two",
    "PROCESS_STATE_RUNNING two",
    "SUPERVISOR_STATE_CHANGE_STOPPING",
    "PROCESS_STATE_STOPPING two",
    "PROCESS_STATE_STOPPED two",
    "PROCESS_STATE_STOPPING one",
    "PROCESS_STATE_STOPPED one",
  ]);
});

Deno.test("a subscription takes what it names, until it is disposed", async () => {
  await using supervisor = await Supervisor.start({ programs: { cat: CAT } });
  const types: string[] = [];
  const subscription = supervisor.subscribe(({ type }) => void types.push(type), [
    "REMOTE_COMMUNICATION",
  ]);
  await supervisor.sendRemoteCommEvent("a", "");
  subscription[Symbol.dispose]();
  await supervisor.sendRemoteCommEvent("b", "");
  assert.deepEqual(types, ["a"]);
});

Deno.test("what a subscriber throws is logged, and reaches neither program nor process", async () => {
  const lines: string[] = [];
  await using supervisor = await Supervisor.start({ programs: { cat: CAT } }, {
    log: (level, message) => {
      lines.push(`${level} ${message}`);
      throw new Error("the log is broken, too");
    },
  });
  supervisor.subscribe(() => {
    throw new Error("no");
  }, ["PROCESS_STATE_RUNNING"]);
  await untilRunning(supervisor, "cat");
  assert.ok(lines.includes("error PROCESS_STATE_RUNNING: no"), lines.join("\n"));
  assert.ok(lines.some((text) => /^info spawned: 'cat' with pid \d+$/.test(text)));
});

Deno.test("shutdown ends it like disposal, and afterwards nothing is answered", async () => {
  const supervisor = await Supervisor.start({ programs: { cat: CAT } });
  const pid = await untilRunning(supervisor, "cat");
  await supervisor.shutdown();
  await assert.rejects(supervisor.getState(), isShutdownState);
  assert.equal(await supervisor.sendRemoteCommEvent("as over the wire", ""), true);
  await supervisor.ended;
  assert.equal(isAlive(pid), false);
  await assert.rejects(supervisor.startProcess("cat"), isShutdownState);
  await supervisor[Symbol.asyncDispose]();
  await supervisor[Symbol.asyncDispose]();
});

Deno.test("restart reads the configuration again and keeps the subscribers", async () => {
  await using dir = await tempDir();
  const file = dir.at("supervisord.conf");
  const write = (program: string): void =>
    Deno.writeTextFileSync(
      file,
      `[supervisord]\n[program:${program}]\ncommand=/bin/cat\nstartsecs=0\n` +
        "stdout_logfile=NONE\nstderr_logfile=NONE\n",
    );
  write("before");
  await using supervisor = await Supervisor.start({ file });
  const lines = recorded(supervisor);
  await untilRunning(supervisor, "before");
  write("after");
  await supervisor.restart();
  await assert.rejects(supervisor.getState(), isShutdownState);
  const running = () => lines.includes("PROCESS_STATE_RUNNING after");
  await until(running, { within: 10_000, what: "the other program to run" });
  const infos = await supervisor.getAllProcessInfo();
  assert.deepEqual(infos.map(({ name }) => name), ["after"]);
});

Deno.test("disposing it while it restarts stops it for good", async () => {
  const supervisor = await Supervisor.start({ programs: { cat: CAT } });
  const lines = recorded(supervisor);
  await untilRunning(supervisor, "cat");
  await supervisor.restart();
  await supervisor[Symbol.asyncDispose]();
  assert.equal(lines.at(-1), "PROCESS_STATE_STOPPED cat");
  assert.equal(lines.filter((text) => text === "SUPERVISOR_STATE_CHANGE_RUNNING").length, 1);
});

Deno.test("a configuration with mistakes is refused with all of them", async () => {
  const start = Supervisor.start({
    programs: {
      one: { command: "/bin/cat", startsecs: "soon" },
      two: { command: "/bin/cat", stopsignal: "NOPE" },
    },
  });
  await assert.rejects(start, (error) => {
    assert.ok(error instanceof ConfigError);
    assert.deepEqual(error.problems.map(({ section, option }) => [section, option]), [
      ["program:one", "startsecs"],
      ["program:two", "stopsignal"],
    ]);
    assert.match(error.message, /soon[^]*\n[^]*NOPE/);
    return true;
  });
  await assert.rejects(Supervisor.start({ file: "/no/such.conf" }), {
    name: "ConfigError",
    message: "could not find config file /no/such.conf",
  });
});

Deno.test("text is a whole configuration file", async () => {
  await using supervisor = await Supervisor.start({
    text: `
[supervisord]
identifier = text ; a comment
[program:cat]
command = /bin/cat
process_name = cat_%(process_num)d
numprocs = 2
stdout_logfile = NONE
stderr_logfile = NONE
`,
  });
  assert.equal(await supervisor.getIdentification(), "text");
  const names = (await supervisor.getAllProcessInfo()).map(({ group, name }) => `${group}:${name}`);
  assert.deepEqual(names, ["cat:cat_0", "cat:cat_1"]);
  await assert.rejects(Supervisor.start({ text: "[program:x]\ncommand=\n[supervisord\n" }), {
    name: "ConfigError",
  });
});

Deno.test("an activity log and HTTP servers are there when they are asked for", async () => {
  await using dir = await tempDir();
  const socket = dir.at("s.sock");
  await using supervisor = await Supervisor.start({
    programs: { cat: CAT },
    sections: {
      supervisord: { logfile: dir.at("log"), loglevel: "warn" },
      unix_http_server: { file: socket, chmod: "0700" },
    },
  });
  await untilRunning(supervisor, "cat");
  await using client = connect(`unix://${socket}`);
  assert.equal(await client.getPID(), Deno.pid);
  await client.stopProcess("cat");
  assert.equal((await supervisor.getProcessInfo("cat")).statename, "STOPPED");
  const log = Deno.readTextFileSync(dir.at("log"));
  assert.match(log, /CRIT Server 'unix_http_server' running without/);
  assert.doesNotMatch(log, /INFO/);
  assert.match(await supervisor.readLog(0, 0), /CRIT Server/);
});

Deno.test("a server that cannot be opened fails the start, and nothing is left", async () => {
  const port = freePort();
  await using _first = await Supervisor.start({
    sections: { inet_http_server: { port: `127.0.0.1:${port}` } },
  });
  const lines: string[] = [];
  const second = Supervisor.start({
    programs: { cat: CAT },
    sections: { inet_http_server: { port: `127.0.0.1:${port}` } },
  }, { log: (_level, message) => void lines.push(message) });
  await assert.rejects(second, /Another program is already listening/);
  assert.ok(!lines.some((text) => text.startsWith("spawned")), lines.join("\n"));
});

Deno.test("two supervisors in one program do not know of each other", async () => {
  await using one = await Supervisor.start({ programs: { cat: CAT } });
  await using other = await Supervisor.start({ programs: { cat: CAT } });
  const lines = recorded(other);
  const pid = await untilRunning(one, "cat");
  await untilRunning(other, "cat");
  await one.stopProcess("cat");
  assert.equal(isAlive(pid), false);
  assert.ok(!lines.includes("PROCESS_STATE_STOPPED cat"));
  assert.equal((await other.getProcessInfo("cat")).statename, "RUNNING");
});

Deno.test("a handler may call the supervisor: the change it is told of is over by then", async () => {
  await using supervisor = await Supervisor.start({
    programs: { cat: { ...CAT, autostart: false } },
  });
  const lines = recorded(supervisor);
  const calls: Promise<unknown>[] = [];
  supervisor.subscribe(() => void calls.push(supervisor.stopProcess("cat")), [
    "PROCESS_STATE_STARTING",
  ]);
  await supervisor.startProcess("cat", false);
  assert.deepEqual(await Promise.all(calls), [true]);
  assert.deepEqual(lines.filter((line) => line.endsWith(" cat")), [
    "PROCESS_STATE_STARTING cat",
    "PROCESS_STATE_RUNNING cat",
    "PROCESS_STATE_STOPPING cat",
    "PROCESS_STATE_STOPPED cat",
  ]);
});
