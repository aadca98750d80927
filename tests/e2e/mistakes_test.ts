import assert from "node:assert/strict";
import { subjectHome } from "#tests/support/subject_home.ts";

const MISTAKES = `[unix_http_server]
file=/no/such/directory/of/sockets/s.sock
chmod=9z

[supervisord]
nodaemon=perhaps
loglevel=loud

[program:one]
command=/bin/true
startsecs=soon

[program:two]
autostart=true

[program:three]
command=/bin/echo %(nonsense)s
`;

Deno.test("Every mistake of a configuration is reported with its place, and nothing is started", async () => {
  await using home = await subjectHome("denvisord", { config: () => MISTAKES });
  const { code, stdout, stderr } = await home.launch(["-n", "-c", home.place.config]);
  assert.equal(code, 2);
  assert.match(stderr, /^Error: /);
  const mistakes = [
    { line: 3, names: ["chmod", "9z"] },
    { line: 6, names: ["nodaemon", "perhaps"] },
    { line: 7, names: ["loglevel", "loud"] },
    { line: 11, names: ["startsecs", "soon"] },
    { line: 13, names: ["program:two", "command"] },
    { line: 17, names: ["command", "nonsense"] },
  ];
  for (const { line, names } of mistakes) {
    // A place may be a line of its own above the message, or stand in front of it.
    const place = `${home.place.config}:${line}`;
    const at = stderr.indexOf(place);
    assert.ok(at >= 0, `${place} is in\n${stderr}`);
    for (const name of names) assert.ok(stderr.includes(name), `'${name}' is in\n${stderr}`);
  }
  assert.equal(stdout, "");
  assert.deepEqual(home.inhabitants(), []);
});

Deno.test("The check reports the same mistakes and its exit status says so", async () => {
  await using home = await subjectHome("denvisord", { config: () => MISTAKES });
  const { code, stdout, stderr } = await home.launch(["--check", "-c", home.place.config]);
  assert.equal(code, 2);
  for (const line of [3, 6, 7, 11, 13, 17]) {
    assert.ok(`${stdout}${stderr}`.includes(`${home.place.config}:${line}`), `line ${line}`);
  }
  const json = await home.launch(["--check", "--json", "-c", home.place.config]);
  assert.equal(json.code, 2);
  assert.doesNotThrow(() => JSON.parse(json.stdout));
});

Deno.test("The check of a good file starts nothing and ends with status 0", async () => {
  await using home = await subjectHome("denvisord", {
    config: (at) =>
      `[supervisord]\nlogfile=${at.log}\npidfile=${at.pidfile}\n[program:a]\ncommand=/bin/true\n`,
  });
  const { code } = await home.launch(["--check", "-c", home.place.config]);
  assert.equal(code, 0);
  await assert.rejects(Deno.stat(home.place.log), Deno.errors.NotFound);
});
