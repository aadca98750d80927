// needs: supervisor python3
/**
 * Options and the config file, compared with the real supervisorctl (rows CLI-022, CLI-023, CTL-036).
 *
 * @module
 */

import assert from "node:assert/strict";
import { Bench } from "../support/bench.ts";
import { runClient } from "../support/clients.ts";

const CONFIG = "[supervisorctl]\nserverurl=unix://@DIR@/none.sock\n";

Deno.test("a wrong option is refused in getopt's words", async () => {
  await using bench = await Bench.open({ "c.conf": CONFIG });
  const lines = [
    ["-x"],
    ["-cx", "-c", "c.conf", "-c", "c.conf", "status"],
    ["-c"],
    ["-c", "c.conf", "-s"],
    ["--nosuch"],
    ["--serverurl"],
    ["--serverur=x"],
    ["--interactive=yes"],
    ["--conf=c.conf", "--configuration", "c.conf", "status"],
    ["-i", "-i", "status"],
    ["-ii"],
    ["-ix"],
    ["-c", "c.conf", "-s", "foo", "status"],
    ["-c", "c.conf", "-s", "", "status"],
    ["-c", "c.conf", "-s", "http://", "status"],
    ["-c", "c.conf", "-s", "it's", "status"],
    ["-", "status"],
    ["-c", "c.conf", "--", "status"],
    ["-c", "c.conf", "--", "-x"],
    ["-c", "c.conf", "status", "-x"],
    ["-cc.conf", "status"],
    ["-ic", "c.conf", "status"],
    ["--conf", "c.conf", "status"],
    ["-c", "c.conf", "--s", "unix:///tmp/no-such.sock", "--u", "me", "--p", "secret", "status"],
    ["-c", "c.conf", "-r", "history", "status"],
    ["-c", "c.conf", "", "status"],
    ["-c", "c.conf", " status "],
    ["-c", "c.conf", "status nosuch"],
  ];
  for (const line of lines) await bench.compare(line);
});

Deno.test("a config file that cannot be used is a usage error", async () => {
  await using bench = await Bench.open({
    "empty.conf": "",
    "other.conf": "[supervisord]\nlogfile=x\n",
    "format.conf": "[supervisorctl]\nserverurl=http://%(nope)s\n",
    "lone.conf": "[supervisorctl]\nprompt=100%\n",
  });
  await bench.compare(["-c", "/no/such.conf", "status"]);
  await bench.compare(["-c", ".", "status"]);
  await bench.compare(["-c", "empty.conf", "status"]);
  await bench.compare(["-c", "other.conf", "status"]);
  await bench.compare(["-c", "lone.conf", "status"]);
});

Deno.test("a syntax error in the config file is a usage error, not a traceback", async () => {
  await using bench = await Bench.open({ "bad.conf": "[supervisorctl]\nserverurl\n" });
  const bad = bench.dir.at("bad.conf");
  const { code, stdout, stderr } = await runClient("svctl", ["-c", bad, "status"]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  assert.match(stderr, /^Error: Source contains parsing errors: '.*bad\.conf'\n\t\[line {2}2\]: /);
  assert.match(stderr, /\nFor help, use svctl -h\n$/);
});

Deno.test("values of the config file are expanded", async () => {
  await using bench = await Bench.open({
    "here.conf": "[supervisorctl]\nserverurl=unix://%(here)s/none.sock\n",
    "relative.conf": "[supervisorctl]\nserverurl=unix://sub/../none.sock\n",
    "home.conf": "[supervisorctl]\nserverurl=unix://~/none.sock\n",
    "env.conf": "[supervisorctl]\nserverurl=%(ENV_WHERE)s ; comment\n",
    "default.conf": "[supervisorctl]\n",
    "supervisord.conf": "[supervisorctl]\nserverurl=unix://@DIR@/found.sock\n",
  });
  for (const name of ["here", "relative"]) await bench.compare(["-c", `${name}.conf`, "status"]);
  const anywhere = ["--allow-net", "--allow-read", "--allow-write", "--allow-env=HOME,WHERE"];
  await bench.compare(["-c", "home.conf", "status"], { permissions: anywhere });
  await bench.compare(["-c", "env.conf", "status"], {
    env: { WHERE: "unix:///no/such.sock" },
    permissions: anywhere,
  });
  // Found in the current directory.
  await bench.compare(["status"]);
  await bench.compare(["-s", "unix:///tmp/no-such.sock", "status"]);
});

Deno.test("help is printed on standard output and lists every option", async () => {
  for (const word of ["-h", "-?", "--help", "--he"]) {
    const { code, stdout, stderr } = await runClient("svctl", [word, "status"]);
    assert.equal(code, 0);
    assert.equal(stderr, "");
    for (const option of ["-c/--configuration", "-i/", "-s/", "-u/", "-p/", "-r/--history_file"]) {
      assert.ok(stdout.includes(`\n${option}`), option);
    }
  }
});
