import assert from "node:assert/strict";
import { CAT, FILE } from "./support/samples.ts";
import { TwiddlerWorld } from "./support/twiddler_world.ts";

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
