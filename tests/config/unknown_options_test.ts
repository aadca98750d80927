import assert from "node:assert/strict";
import { SECTIONS } from "#lib/config/options.ts";
import { configOf, noticesOf } from "./support/memory_ports.ts";

const NOTICES: readonly (readonly [string, string])[] = [
  [
    "[program:x]\ncommand=a\ncomand=b",
    "Unknown option comand in section [program:x] is ignored, did you mean command?",
  ],
  [
    "[program:x]\ncommand=a\nlogfile=b",
    "Unknown option logfile in section [program:x] is ignored, did you mean stdout_logfile?",
  ],
  [
    "[program:x]\ncommand=a\nfrobnicate=b",
    "Unknown option frobnicate in section [program:x] is ignored",
  ],
  ["[progam:x]\ncommand=a", "Unknown section [progam:x] is ignored, did you mean [program:x]?"],
  ["[PROGRAM:x]", "Unknown section [PROGRAM:x] is ignored, did you mean [program:x]?"],
  ["[ program : x ]", "Unknown section [ program : x ] is ignored, did you mean [program: x]?"],
  [
    "[supervisorctrl]",
    "Unknown section [supervisorctrl] is ignored, did you mean [supervisorctl]?",
  ],
  ["[my own notes]", "Unknown section [my own notes] is ignored"],
  [
    "[include]\nfiles=\nfile=x",
    "Unknown option file in section [include] is ignored, did you mean files?",
  ],
];

Deno.test("says what is not known and what may be meant", () => {
  for (const [body, message] of NOTICES) {
    assert.deepEqual(noticesOf(`[supervisord]\n${body}\n`), [message], body);
  }
});

Deno.test("gives the place of an unknown option", () => {
  const [notice] = configOf("[supervisord]\n[program:x]\ncommand=a\n\nnope=%(nope)s\n").notices;
  assert.deepEqual(notice!.origin, { file: "/work/s.conf", line: 5 });
  assert.deepEqual([notice!.level, notice!.code], ["warn", "unknown-option"]);
});

Deno.test("says nothing about keys of [DEFAULT] and arguments of plugins", () => {
  const main = "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface";
  const text = `[DEFAULT]\nnope=1\n[supervisord]\n[rpcinterface:supervisor]\n${main}\nfoo=1\n` +
    "[plugin:p]\nmodule=m\nbar=2\n[supervisorctl]\nprompt=x\n";
  assert.deepEqual(noticesOf(text), []);
});

Deno.test("every key of the table has a sentence and a version", () => {
  for (const { options } of SECTIONS) {
    for (const [key, option] of Object.entries(options)) {
      assert.match(key, /^[a-z][a-z_.]*$/);
      assert.match(option.doc, /^[A-Za-z0-9].*[^.]$/, key);
      assert.match(option.since, /^(?:denvisor|\d+\.\d+(?:\.\d+|[ab]\d+)?)$/, key);
      const explained = option.default !== null || option.required === true || option.computed;
      assert.ok(explained, `${key} says what leaving it out means`);
    }
  }
});
