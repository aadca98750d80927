import assert from "node:assert/strict";
import { loadControlConfig } from "#lib/config/control.ts";
import type { ControlResult } from "#lib/config/control.ts";
import { memoryFileSystem, memoryHost, memoryUsers } from "./support/memory_ports.ts";
import type { MemoryFiles } from "./support/memory_ports.ts";

function load(files: MemoryFiles, configuration: string | null = "s.conf"): ControlResult {
  return loadControlConfig({
    configuration,
    fs: memoryFileSystem(files),
    host: memoryHost,
    users: memoryUsers,
  });
}

function section(body: string) {
  const loaded = load({ "/work/s.conf": `[supervisorctl]\n${body}\n` });
  assert.ok(loaded.ok, JSON.stringify(loaded));
  return loaded.config;
}

function problems(text: string): readonly string[] {
  const loaded = load({ "/work/s.conf": text });
  return loaded.ok ? [] : loaded.problems.map(({ message }) => message);
}

const DEFAULTS = {
  serverurl: "http://localhost:9001",
  username: null,
  password: null,
  prompt: "supervisor",
  historyFile: null,
};

Deno.test("an empty section has Supervisor's defaults", () => {
  assert.deepEqual(section(""), DEFAULTS);
});

Deno.test("every key is read", () => {
  const body = "serverurl=unix://%(here)s/../s\nusername=%(ENV_X)s\npassword=p;q\nprompt=me\n" +
    "history_file=~/h";
  assert.deepEqual(section(body), {
    serverurl: "unix:///s",
    username: "value of x",
    password: "p;q",
    prompt: "me",
    historyFile: "/home/me/h",
  });
  assert.equal(section("serverurl=unix://s").serverurl, "unix:///work/s");
  assert.equal(section("serverurl=http://h:1/x").serverurl, "http://h:1/x");
  assert.equal(section("history_file=").historyFile, null);
});

Deno.test("without a file at the usual places the defaults hold", () => {
  const loaded = load({}, null);
  assert.ok(loaded.ok);
  assert.deepEqual([loaded.path, loaded.config], [null, DEFAULTS]);
});

Deno.test("finds the file at the usual places", () => {
  const loaded = load({ "/etc/supervisord.conf": "[supervisorctl]\nprompt=found\n" }, null);
  assert.ok(loaded.ok);
  assert.deepEqual([loaded.path, loaded.config.prompt], ["/etc/supervisord.conf", "found"]);
});

Deno.test("does not read included files nor look at other sections", () => {
  const files = {
    "/work/s.conf": "[include]\nfiles=a.conf\n[supervisorctl]\n[program:x]\nstartsecs=x\n",
    "/work/a.conf": "[supervisorctl]\nprompt=included\n",
  };
  const loaded = load(files);
  assert.ok(loaded.ok);
  assert.equal(loaded.config.prompt, "supervisor");
});

Deno.test("a file has to be there and to have the section", () => {
  assert.deepEqual(problems("[supervisord]\n"), [
    ".ini file does not include supervisorctl section",
  ]);
  const missing = load({}, "no.conf");
  assert.ok(!missing.ok);
  assert.equal(missing.problems[0]!.message, "could not find config file no.conf");
});

Deno.test("a syntax error is a usage error like any other", () => {
  assert.deepEqual(problems("[supervisorctl]\nfoo\n"), [
    "Source contains parsing errors: 's.conf'\n\t[line  2]: 'foo\\n'",
  ]);
});

Deno.test("the directory is known to the address and the history alone", () => {
  assert.match(
    problems("[supervisorctl]\nprompt=%(here)s\n")[0]!,
    /'supervisorctl.prompt' contains names/,
  );
});

Deno.test("warns about plugins", () => {
  const loaded = load({
    "/work/s.conf": "[supervisorctl]\n[ctlplugin:c]\nsupervisor.ctl_factory=a:b\n",
  });
  assert.ok(loaded.ok);
  assert.deepEqual(loaded.ctlPlugins.map(({ name }) => name), ["c"]);
  assert.equal(loaded.notices.length, 1);
});
