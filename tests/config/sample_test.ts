import assert from "node:assert/strict";
import { SECTIONS } from "#lib/config/options.ts";
import { sampleConfig } from "#lib/config/sample.ts";
import { configOf, problemsOf } from "./support/memory_ports.ts";

Deno.test("the sample loads without a word", () => {
  const config = configOf(sampleConfig());
  assert.deepEqual(config.notices, []);
  assert.deepEqual(config.groups, []);
  assert.deepEqual(config.servers.map(({ section }) => section), ["unix_http_server"]);
  assert.deepEqual(config.rpcInterfaces.map(({ name }) => name), ["supervisor"]);
});

Deno.test("what is on in the sample are the defaults, but for the paths", () => {
  const { origin: _a, origins: _b, ...sample } = configOf(sampleConfig()).supervisord;
  const { origin: _c, origins: _d, ...plain } = configOf("[supervisord]\n").supervisord;
  const paths = { logfile: "/tmp/supervisord.log", pidfile: "/tmp/supervisord.pid" };
  assert.deepEqual(sample, { ...plain, ...paths });
});

Deno.test("the sample shows every section and every key", () => {
  const lines = sampleConfig().split("\n").map((line) => line.replace(/^;/, ""));
  for (const { header, options } of SECTIONS) {
    const start = lines.findIndex((line) => line.startsWith(`[${header}`));
    assert.ok(start >= 0, header);
    const end = lines.indexOf("", start);
    const keys = lines.slice(start + 1, end < 0 ? undefined : end).map((line) =>
      line.split("=")[0]
    );
    assert.deepEqual(keys, Object.keys(options), header);
  }
});

Deno.test("every setting that the sample shows is right once it is on", () => {
  const examples = sampleConfig().split("\n\n").slice(1)
    .map((part) => part.replaceAll(/^;(?=[[a-z])/gm, ""))
    // Both kinds of socket cannot be given at once, and a password is given in one way.
    .map((part) => part.replace(/^password_file=.*$/m, ""))
    .filter((part) => !/^\[(?:supervisord|group|include|supervisorctl)/m.test(part));
  const files = {
    "/a/x": "",
    "/etc/group": "",
    "/work/plugin.ts": "",
  };
  for (const part of examples) {
    const problems = problemsOf(`[supervisord]\n${part}\n`, { files });
    const unknownNames = problems.filter((message) => !/chrism|nobody/.test(message));
    assert.deepEqual(unknownNames, [], part);
  }
});
