// needs: supervisor python3
/**
 * What the client reads, by the real supervisorctl and by this loader.
 *
 * @module
 */

import assert from "node:assert/strict";
import { loadControlConfig } from "#lib/config/control.ts";
import { realFileSystem, realHost, realUsers } from "#tests/config/support/real_ports.ts";
import { askSupervisor } from "./oracle.ts";

const DEFAULT_URL = "http://localhost:9001";

const TEXTS = [
  "[supervisorctl]\n",
  "[supervisord]\n",
  "",
  "[supervisorctl]\nserverurl=http://h:1\nusername=u\npassword=p;q\nprompt=me\n",
  "[supervisorctl]\nserverurl=unix://a.sock\n",
  "[supervisorctl]\nserverurl=unix://~/a.sock\nhistory_file=~/.h\n",
  "[supervisorctl]\nserverurl=unix://%(here)s/../a.sock\nhistory_file=%(here)s/h\n",
  "[supervisorctl]\nusername=%(here)s\n",
  "[supervisorctl]\nusername=%(ENV_X)s\npassword=%%\nprompt=\n",
  "[supervisorctl]\nserverurl=\nhistory_file=\n",
  "[supervisorctl]\nserverurl=%(nope)s\n",
  "[supervisorctl]\n[include]\nfiles=*.conf\n",
  "[include]\nfiles=*.conf\n",
  "[DEFAULT]\nprompt=d\n[supervisorctl]\nunknown=%(nope)s\n",
];

Deno.test("reads [supervisorctl] as supervisorctl does", async () => {
  const root = Deno.realPathSync(Deno.makeTempDirSync({ prefix: "denvisor-control-" }));
  const env = { HOME: root, X: "x" };
  try {
    TEXTS.forEach((text, index) => Deno.writeTextFileSync(`${root}/${index}.conf`, text));
    const answers = await askSupervisor(TEXTS.map((_, index) => ({
      op: "control",
      argv: ["-c", `${index}.conf`, "status"],
      env,
      cwd: root,
    })));
    answers.forEach((answer, index) => {
      const loaded = loadControlConfig({
        configuration: `${index}.conf`,
        fs: realFileSystem,
        users: realUsers(),
        host: realHost({ cwd: root, env }),
      });
      if (!answer.ok) {
        assert.ok(!loaded.ok, TEXTS[index]);
        assert.equal(loaded.problems[0]!.message, answer.message);
        return;
      }
      assert.ok(loaded.ok, TEXTS[index]);
      const { serverurl, username, password, prompt, historyFile: history_file } = loaded.config;
      const { used: _used, ok: _ok, ...theirs } = answer;
      assert.deepEqual(
        { serverurl, username, password, prompt, history_file },
        theirs,
        TEXTS[index],
      );
    });
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

Deno.test("has the defaults of supervisorctl when there is no file", async () => {
  const root = Deno.makeTempDirSync({ prefix: "denvisor-control-" });
  try {
    const question = { op: "control", argv: ["status"], env: {}, cwd: root, search: ["x.conf"] };
    const [answer] = await askSupervisor([question]);
    assert.ok(answer!.ok);
    assert.equal(answer!["used"], DEFAULT_URL);
    const loaded = loadControlConfig({
      configuration: null,
      fs: { ...realFileSystem, kind: () => null },
      users: realUsers(),
      host: realHost({ cwd: root, env: {} }),
    });
    assert.ok(loaded.ok);
    assert.equal(loaded.path, null);
    assert.equal(loaded.config.serverurl, DEFAULT_URL);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});
