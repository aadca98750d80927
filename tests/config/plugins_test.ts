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
    /^a\.b:c cannot be resolved within \[rpcinterface:x\]: only supervisor\.rpc/,
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

Deno.test("plugins of its own have a module and arguments", () => {
  const [plugin] = configOf("[supervisord]\n[plugin:p]\nmodule=./p.ts\nk=v\n").plugins;
  assert.deepEqual([plugin!.name, plugin!.module, plugin!.options], ["p", "./p.ts", { k: "v" }]);
  assert.deepEqual(problemsOf("[supervisord]\n[plugin:p]\n"), [
    "section [plugin:p] does not specify a module",
  ]);
});
