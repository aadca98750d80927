import assert from "node:assert/strict";
import { TwiddlerWorld } from "./support/twiddler_world.ts";

const FILE = `[supervisord]
environment=BASE="b",OVER="daemon"
[group:empty]
[program:web]
command=/bin/web
`;

const CAT = { command: "/bin/cat", startsecs: "0" };

Deno.test("the version is that of the package, and groups are listed, empty ones too", async () => {
  const world = new TwiddlerWorld(FILE);
  assert.equal(await world.call("getAPIVersion"), "0.3");
  assert.deepEqual(await world.call("getGroupNames"), ["empty", "web"]);
});

Deno.test("log writes at levels by name in any case and by number, and at no other", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  const levels = [["CRIT", 50, "critical"], ["erro", 40, "error"], ["Warn", 30, "warn"]] as const;
  const more = [["DEBG", 10, "debug"], ["trac", 5, "trace"], ["BLAT", 3, "blather"]] as const;
  for (const [name, number, level] of [...levels, ["INFO", 20, "info"] as const, ...more]) {
    for (const given of [name, number]) {
      assert.equal(await world.call("log", `at ${given}`, given), true);
      assert.equal(world.lines.at(-1), `${level} at ${given}`);
    }
  }
  await world.call("log", "without a level");
  assert.equal(world.lines.at(-1), "info without a level");
  const written = world.lines.length;
  for (const bad of ["info ", "DEBUG", "", "__class__", 21, -1]) {
    assert.equal(await world.faultOf("log", "x", bad), "2 INCORRECT_PARAMETERS", String(bad));
  }
  assert.equal(world.lines.length, written);
});

Deno.test("a program is added with all its processes, which start at once", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  const options = {
    command: "/bin/cat %(program_name)s %(ENV_BASE)s",
    numprocs: "2",
    process_name: "%(group_name)s_%(process_num)02d",
    environment: 'OWN="o",OVER="program"',
  };
  assert.equal(await world.call("addProgramToGroup", "web", "more", options), true);
  await world.settle();
  assert.deepEqual(world.spawned, ["web", "web_00", "web_01"]);
  assert.deepEqual(world.spawner.of("web_01").request.args, ["more", "b"]);
  const { SUPERVISOR_GROUP_NAME, BASE, OVER, OWN } = world.spawner.of("web_00").request.environment;
  assert.deepEqual([SUPERVISOR_GROUP_NAME, BASE, OVER, OWN], ["web", "b", "program", "o"]);
  assert.deepEqual(world.states, [
    "web:web STARTING",
    "web:web_00 STARTING",
    "web:web_01 STARTING",
  ]);
});

Deno.test("no event tells of a program that comes or goes", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  const before = world.events.length;
  await world.call("addProgramToGroup", "empty", "cat", { ...CAT, autostart: "false" });
  await world.call("removeProcessFromGroup", "empty", "cat");
  await world.settle();
  assert.equal(world.events.length, before);
});

Deno.test("with autostart=false a program waits, and is started like any other", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.call("addProgramToGroup", "empty", "cat", { ...CAT, autostart: false });
  await world.settle();
  assert.ok(world.states.includes("empty:cat STOPPED"));
  assert.equal(await world.call("supervisor.startProcess", "empty:cat"), true);
  assert.ok(world.states.includes("empty:cat RUNNING"));
});

Deno.test("options are texts, numbers and booleans by their names in any case", async () => {
  const world = new TwiddlerWorld(FILE);
  const options = { Command: "/bin/cat", STARTSECS: 0, autostart: false, exitcodes: "0,2" };
  await world.call("addProgramToGroup", "empty", "cat", options);
  const { config } = world.supervisor.group("empty")!.find("cat")!;
  assert.deepEqual([config.startsecs, config.autostart, config.exitcodes], [0, false, [0, 2]]);
  assert.equal(
    await world.faultOf("addProgramToGroup", "empty", "x", { command: ["/bin/cat"] }),
    "2 INCORRECT_PARAMETERS: 'command' must be a string, a number or a boolean",
  );
  assert.equal(
    await world.faultOf("addProgramToGroup", "empty", "x", "command=/bin/cat"),
    "2 INCORRECT_PARAMETERS: 'program_options' must be struct, not string",
  );
});

Deno.test("what is wrong with a program is told in Supervisor's words, all at once", async () => {
  const world = new TwiddlerWorld(FILE);
  const place = (name: string) => `in section 'program:${name}' (file: '/work/s.conf')`;
  const refused = (name: string, options: Readonly<Record<string, string>>): Promise<string> =>
    world.faultOf("addProgramToGroup", "empty", name, options);
  assert.equal(
    await refused("x", {}),
    `2 INCORRECT_PARAMETERS: program section program:x does not specify a command ${place("x")}`,
  );
  assert.equal(
    await refused("a b", CAT),
    "2 INCORRECT_PARAMETERS: Invalid name: 'a b' because of character: ' ' " + place("a b"),
  );
  const both = await refused("x", { ...CAT, startsecs: "soon", numprocs: "2" });
  assert.match(both, /^2 INCORRECT_PARAMETERS: .*'soon' in section 'program:x' \(file: .*\)\n/);
  assert.match(both, /\n%\(process_num\) must be present within process_name when numprocs > 1 in/);
  assert.match(await refused("x", { command: "%(nope)s" }), /names \('nope'\) which cannot be exp/);
  assert.deepEqual(world.supervisor.group("empty")!.processes, []);
});

Deno.test("an option that nobody knows is told in the log", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.call("addProgramToGroup", "empty", "cat", { ...CAT, comand: "x" });
  const line =
    "warn Unknown option comand in section [program:cat] is ignored, did you mean command?";
  assert.ok(world.lines.includes(line), world.lines.join("\n"));
});

Deno.test("nothing is added when one of the names is taken, or the group is unknown", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.call("addProgramToGroup", "empty", "x1", CAT);
  const two = { ...CAT, numprocs: "2", process_name: "x%(process_num)d" };
  assert.equal(await world.faultOf("addProgramToGroup", "empty", "x", two), "10 BAD_NAME: x1");
  await world.settle();
  assert.deepEqual(world.states, ["empty:x1 RUNNING", "web:web STARTING"]);
  assert.equal(
    await world.faultOf("addProgramToGroup", "none", "x", CAT),
    "10 BAD_NAME: group: none",
  );
});

Deno.test("only a process that is at rest is taken out, and its logs are closed", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  const remove = (): Promise<unknown> => world.call("removeProcessFromGroup", "web", "web");
  const refused = (): Promise<string> => world.faultOf("removeProcessFromGroup", "web", "web");
  assert.equal(await refused(), "91 STILL_RUNNING: web");
  await world.settle(1000);
  assert.equal(await refused(), "91 STILL_RUNNING: web");
  await world.call("supervisor.stopProcess", "web", false);
  assert.equal(await refused(), "91 STILL_RUNNING: web");
  world.spawner.of("web").die("SIGTERM");
  await world.settle();
  assert.deepEqual(world.closed, []);
  assert.equal(await remove(), true);
  assert.deepEqual(world.closed, ["web"]);
  assert.equal(await world.faultOf("removeProcessFromGroup", "web", "web"), "10 BAD_NAME: web");
  assert.equal(await world.faultOf("supervisor.getProcessInfo", "web"), "10 BAD_NAME: web");
  assert.equal(
    await world.faultOf("removeProcessFromGroup", "none", "web"),
    "10 BAD_NAME: group: none",
  );
});

Deno.test("a process in BACKOFF is no process at rest", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  world.spawner.of("web").exit(1);
  await world.settle();
  assert.deepEqual(world.states, ["web:web BACKOFF"]);
  assert.equal(
    await world.faultOf("removeProcessFromGroup", "web", "web"),
    "91 STILL_RUNNING: web",
  );
});

Deno.test("a process that could not be signalled and lives is no process at rest", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle(1000);
  world.spawner.of("web").signal = () => ({ kind: "failed", reason: "EPERM" });
  assert.match(await world.faultOf("supervisor.stopProcess", "web"), /^30 FAILED/);
  assert.deepEqual(world.states, ["web:web UNKNOWN"]);
  assert.equal(
    await world.faultOf("removeProcessFromGroup", "web", "web"),
    "91 STILL_RUNNING: web",
  );
});

Deno.test("a process that waits to be started is not started after it was taken out", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  const added = world.call("addProgramToGroup", "empty", "cat", CAT);
  const removed = world.call("removeProcessFromGroup", "empty", "cat");
  await Promise.all([added, removed]);
  await world.settle(5000);
  assert.deepEqual(world.spawned, ["web"]);
});

Deno.test("the config that clients see and reread compares with follows what was done", async () => {
  const world = new TwiddlerWorld(FILE);
  const configured = async (): Promise<readonly string[]> => {
    const infos = await world.call("supervisor.getAllConfigInfo") as {
      group: string;
      name: string;
    }[];
    return infos.map(({ group, name }) => `${group}:${name}`);
  };
  const reread = (): Promise<unknown> => world.call("supervisor.reloadConfig");
  await world.call("addProgramToGroup", "web", "cat", { ...CAT, autostart: "false" });
  await world.call("addProgramToGroup", "empty", "dog", { ...CAT, autostart: "false" });
  assert.deepEqual(await configured(), ["web:cat", "empty:dog", "web:web"]);
  assert.deepEqual(await reread(), [[[], ["empty", "web"], []]]);
  // From then on the file is what is configured, also where a group is changed again.
  assert.deepEqual(await configured(), ["web:web"]);
  await world.call("removeProcessFromGroup", "web", "cat");
  assert.deepEqual(await configured(), ["web:web"]);
  assert.deepEqual(await reread(), [[[], ["empty"], []]]);
});

Deno.test("a group that is removed and added without a reread keeps what was added", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.call("addProgramToGroup", "empty", "cat", CAT);
  await world.settle();
  await world.call("supervisor.stopProcess", "empty:cat", false);
  world.spawner.of("cat").die("SIGTERM");
  await world.settle();
  await world.call("supervisor.removeProcessGroup", "empty");
  await world.call("supervisor.addProcessGroup", "empty");
  await world.settle();
  assert.ok(world.states.includes("empty:cat RUNNING"), world.states.join());
});

Deno.test("a program in a listener or FastCGI group is neither listener nor FastCGI", async () => {
  const text = `[supervisord]
[eventlistener:ears]
command=/bin/listener
events=EVENT
[fcgi-program:web]
command=/bin/fcgi
socket=tcp://127.0.0.1:9000
`;
  const world = new TwiddlerWorld(text);
  await world.call("addProgramToGroup", "ears", "cat", CAT);
  await world.call("addProgramToGroup", "web", "dog", CAT);
  await world.settle();
  assert.deepEqual(world.logged.slice(2), [
    { name: "cat", kind: "program" },
    { name: "dog", kind: "program" },
  ]);
  assert.deepEqual(world.spawner.of("web").request.stdin, { kind: "descriptor", fd: 3 });
  for (const name of ["cat", "dog"]) {
    assert.deepEqual(world.spawner.of(name).request.stdin, { kind: "pipe" }, name);
  }
  // A listener that says READY would get an event; what a program says is output.
  world.spawner.of("cat").handlers.stdout(new TextEncoder().encode("READY\n"));
  assert.equal(world.supervisor.group("ears")!.pool!.listenerState("cat"), "ACKNOWLEDGED");
});

Deno.test("a whitelist leaves its methods, lists all, and refuses the others with fault 230", async () => {
  const world = new TwiddlerWorld(FILE, { whitelist: ["getGroupNames", "log"] });
  assert.deepEqual(await world.call("getGroupNames"), ["empty", "web"]);
  assert.equal(await world.call("log", "x"), true);
  assert.equal(await world.faultOf("getAPIVersion"), "230 NOT_IN_WHITELIST: getAPIVersion");
  assert.equal(
    await world.faultOf("addProgramToGroup", "none", "x", {}),
    "230 NOT_IN_WHITELIST: addProgramToGroup",
  );
  const names = await world.call("system.listMethods") as readonly string[];
  assert.deepEqual(names.filter((name) => name.startsWith("twiddler.")), [
    "twiddler.addProgramToGroup",
    "twiddler.getAPIVersion",
    "twiddler.getGroupNames",
    "twiddler.log",
    "twiddler.removeProcessFromGroup",
  ]);
});

Deno.test("a whitelist of nothing but a comma allows nothing", async () => {
  const world = new TwiddlerWorld(FILE, { whitelist: ["", ""] });
  assert.equal(await world.faultOf("getGroupNames"), "230 NOT_IN_WHITELIST: getGroupNames");
});

Deno.test("the log says who changed which group, and keeps the options to itself", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.call("addProgramToGroup", "empty", "cat", { ...CAT, environment: 'TOKEN="secret"' });
  assert.ok(world.lines.includes("info test called twiddler.addProgramToGroup('empty', 'cat')"));
  assert.ok(!world.lines.some((line) => line.includes("secret")));
});

Deno.test("nothing is added while the daemon goes down", async () => {
  const world = new TwiddlerWorld(FILE);
  await world.settle();
  world.supervisor.end("shutdown");
  for (const method of ["getAPIVersion", "getGroupNames"]) {
    assert.equal(await world.faultOf(method), "6 SHUTDOWN_STATE");
  }
  assert.equal(await world.faultOf("addProgramToGroup", "web", "x", CAT), "6 SHUTDOWN_STATE");
});

Deno.test("who watches members hears of each that comes and goes", async () => {
  const world = new TwiddlerWorld(FILE);
  const heard: string[] = [];
  const watch = world.supervisor.watchMembers(({ kind, process }) => {
    const there = world.supervisor.group(process.group)!.find(process.name) !== null;
    heard.push(`${kind} ${process.name}, ${there ? "there" : "gone"}`);
  });
  const two = { ...CAT, autostart: false, numprocs: 2, process_name: "p%(process_num)d" };
  await world.call("addProgramToGroup", "empty", "p", two);
  await world.call("removeProcessFromGroup", "empty", "p0");
  watch[Symbol.dispose]();
  await world.call("removeProcessFromGroup", "empty", "p1");
  assert.deepEqual(heard, ["added p0, there", "added p1, there", "removed p0, gone"]);
});
