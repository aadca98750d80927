import assert from "node:assert/strict";
import { configOf, noticesOf, problemsOf } from "./support/memory_ports.ts";

const MAIN = "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface";

Deno.test("the main RPC interface is built in, other keys are its arguments", () => {
  const text = `[DEFAULT]\nd=1\n[supervisord]\n[rpcinterface:supervisor]\n${MAIN}\nk=%(ENV_X)s\n`;
  assert.deepEqual(configOf(text).rpcInterfaces, [{
    name: "supervisor",
    factory: "supervisor.rpcinterface:make_main_rpcinterface",
    options: { k: "value of x", d: "1" },
    origin: { file: "/work/s.conf", line: 4 },
  }]);
});

Deno.test("refuses interfaces without a factory and those written in Python", () => {
  const section = "[supervisord]\n[rpcinterface:x]\n";
  assert.deepEqual(problemsOf(section), [
    "section [rpcinterface:x] does not specify a supervisor.rpcinterface_factory",
  ]);
  const [unknown] = problemsOf(`${section}supervisor.rpcinterface_factory=a.b:c\n`);
  assert.match(
    unknown!,
    /^a\.b:c cannot be resolved within \[rpcinterface:x\]: only supervisor\.rpc.* \[plugin:x\]$/,
  );
  const multivisor = "supervisor.rpcinterface_factory=multivisor.rpc:make_rpc_interface";
  assert.match(
    problemsOf(`${section}${multivisor}\n`)[0]!,
    /use \[eventlistener:multivisor-rpc\] with/,
  );
});

Deno.test("plugins of Supervisor's client are accepted with a warning", () => {
  const text = "[supervisord]\n[ctlplugin:c]\nsupervisor.ctl_factory=a.b:c\nfoo=%(nope)s\n";
  assert.deepEqual(configOf(text).ctlPlugins.map(({ name, factory }) => [name, factory]), [[
    "c",
    "a.b:c",
  ]]);
  assert.deepEqual(noticesOf(text), [
    "[ctlplugin:c] is not used: plugins of supervisorctl are Python code",
  ]);
});

const TWIDDLER =
  "supervisor.rpcinterface_factory=supervisor_twiddler.rpcinterface:make_twiddler_rpcinterface";

Deno.test("the twiddler is built in, with a whitelist and nothing else", () => {
  const text = `[DEFAULT]\nd=1\n[supervisord]\n[rpcinterface:tw]\n${TWIDDLER}\nwhitelist=log, x\n`;
  const [twiddler] = configOf(text).rpcInterfaces;
  assert.deepEqual([twiddler!.name, twiddler!.options], ["tw", { whitelist: "log, x", d: "1" }]);
  assert.deepEqual(problemsOf(`[supervisord]\n[rpcinterface:tw]\n${TWIDDLER}\nwhitelst=log\n`), [
    "Could not make tw rpc interface: it has no option 'whitelst', did you mean whitelist?",
  ]);
});

Deno.test("refuses interfaces with the names of namespaces that are always there", () => {
  for (const name of ["system", "denvisor"]) {
    assert.deepEqual(problemsOf(`[supervisord]\n[rpcinterface:${name}]\n${MAIN}\n`), [
      `Could not make ${name} rpc interface: the name is taken`,
    ]);
  }
});

const PLUGIN_FILES = {
  "/work/p.ts": "",
  "/work/conf/q.ts": "",
  "/work/conf/q.conf": "[plugin:q]\nmodule=q.ts\nallow_read=data,/abs/../x\nhome=%(here)s\n",
};

Deno.test("plugins of its own have a module, permissions and arguments", () => {
  const text = `[supervisord]
[plugin:p]
module=./p.ts
allow_run=ls,./bin/x
allow_write=~/notes
allow_net=api.example.org:443,[::1]:80
allow_env=TOKEN
allow_sys=loadavg
K=%(ENV_X)s in %(here)s
`;
  const [plugin] = configOf(text, { files: PLUGIN_FILES }).plugins;
  const { name, module, permissions, options, origin } = plugin!;
  assert.deepEqual({ name, module, options, origin }, {
    name: "p",
    module: "/work/p.ts",
    options: { k: "value of x in /work" },
    origin: { file: "/work/s.conf", line: 2 },
  });
  assert.deepEqual(permissions, {
    run: ["ls", "/work/bin/x"],
    read: [],
    write: ["/home/me/notes"],
    net: ["api.example.org:443", "[::1]:80"],
    env: ["TOKEN"],
    sys: ["loadavg"],
  });
});

Deno.test("relative paths of a plugin start at the file that they stand in", () => {
  const text = "[supervisord]\n[include]\nfiles=conf/*.conf\n";
  const [plugin] = configOf(text, { files: PLUGIN_FILES }).plugins;
  assert.equal(plugin!.module, "/work/conf/q.ts");
  assert.deepEqual(plugin!.permissions.read, ["/work/conf/data", "/x"]);
  assert.deepEqual(plugin!.options, { home: "/work/conf" });
  assert.deepEqual(plugin!.origins["allow_read"], { file: "/work/conf/q.conf", line: 3 });
});

Deno.test("refuses plugins without a module, and what Deno would refuse to start with", () => {
  assert.deepEqual(problemsOf("[supervisord]\n[plugin:p]\n"), [
    "section [plugin:p] does not specify a module",
  ]);
  assert.deepEqual(problemsOf("[supervisord]\n[plugin:p]\nmodule=no.ts\n"), [
    "Cannot find the module 'no.ts': there is no /work/no.ts",
  ]);
  const [sys] = problemsOf("[supervisord]\n[plugin:p]\nmodule=p.ts\nallow_sys=uptime\n", {
    files: PLUGIN_FILES,
  });
  assert.match(sys!, /^'uptime' is not a kind of system information \(cpus, .*osUptime/);
});

Deno.test("refuses names of plugins that no client could call", () => {
  const problems = (name: string, more = ""): readonly string[] =>
    problemsOf(`[supervisord]\n[plugin:${name}]\nmodule=p.ts\n${more}`, { files: PLUGIN_FILES });
  for (const name of ["", "a-b", "a.b", "1x"]) {
    assert.deepEqual(problems(name), [
      `Invalid name of a plugin: '${name}' is not made of letters, digits and '_'`,
    ]);
  }
  const taken = (name: string): string => `Invalid name of a plugin: '${name}' is taken`;
  for (const name of ["supervisor", "system", "denvisor"]) {
    assert.deepEqual(problems(name), [taken(name)]);
  }
  assert.deepEqual(problems("tw", `[rpcinterface:tw]\n${TWIDDLER}\n`), [taken("tw")]);
});
