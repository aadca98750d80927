// needs: supervisor python3
/**
 * Completion with live names, and bash's use of it (CTL-034).
 *
 * @module
 */

import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { clientCommand, clientEnv, runClient } from "../support/clients.ts";
import { zoo } from "../support/config.ts";
import { quickDaemon } from "../support/quick_daemon.ts";

Deno.test("query asks the daemon that the line is about", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const { config, socket } = subject.place;
  const query = async (...words: string[]) =>
    (await runClient("svctl", ["completion", "query", "--", ...words])).stdout;
  assert.equal(await query("-c", config, "stop", "web:web_"), "web:web_0\nweb:web_1\nweb:web_2\n");
  assert.equal(await query("-s", `unix://${socket}`, "pid", "man"), "manual\nmany\n");
  assert.equal(await query("-c", config, "vers"), "version\n");
  // Nothing to say: an argument of an option, a daemon that is away, an option that does not exist.
  assert.equal(await query("-c", "/et"), "");
  assert.equal(await query("-s", "unix:///tmp/no-such.sock", "start", ""), "");
  assert.equal(await query("--nosuch", "x", "start", ""), "");
});

Deno.test("bash completes names with colons, live", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const program = subject.place.at("svctl");
  const command = clientCommand("svctl").map((word) => `'${word}'`).join(" ");
  await Deno.writeTextFile(program, `#!/bin/sh\nexec ${command} "$@"\n`, { mode: 0o755 });
  const complete = async (line: string) => {
    const script = `
source <('${program}' completion bash)
COMP_WORDBREAKS=$' \\t\\n:='
COMP_LINE=$1 COMP_POINT=\${#1}
_svctl
printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { code, stdout, stderr } = await runCommand(["/bin/bash", "-c", script, "bash", line], {
      env: clientEnv(),
    });
    assert.equal(stderr, "");
    assert.equal(code, 0);
    return stdout.split("\n").filter((row) => row !== "");
  };
  const start = `${program} -c ${subject.place.config}`;
  assert.deepEqual(await complete(`${start} stat`), ["status"]);
  assert.deepEqual(await complete(`${start} stop web:web_`), ["web_0", "web_1", "web_2"]);
  assert.deepEqual(await complete(`${start} stop web:`), ["web_0", "*", "web_1", "web_2"]);
  assert.ok((await complete(`${start} stop cat `)).includes("mixed:first"));
});

Deno.test("a script is printed for bash, zsh and fish, and for no other shell", async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    const { code, stdout } = await runClient("svctl", ["completion", shell]);
    assert.equal(code, 0);
    assert.ok(stdout.startsWith("#"), shell);
  }
  const other = await runClient("svctl", ["completion", "ksh"]);
  assert.equal(other.code, 1);
  assert.equal(other.stdout, "Error: unknown shell 'ksh': bash, zsh or fish\n");
});
