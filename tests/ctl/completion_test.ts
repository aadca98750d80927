/**
 * Completion: the candidates, and bash's use of them (CTL-034).
 *
 * @module
 */

import assert from "node:assert/strict";
import { allCommands } from "#ctl/app.ts";
import { completeWords } from "#ctl/completion.ts";
import { runCommand } from "#tests/support/command.ts";
import { clientCommand, clientEnv, runClient } from "./support/clients.ts";
import { zoo } from "./support/config.ts";
import { quickDaemon } from "./support/quick_daemon.ts";

const PROCESSES = [
  { group: "cat", name: "cat" },
  { group: "web", name: "web_0" },
  { group: "web", name: "web_1" },
];

async function candidates(line: string): Promise<readonly string[]> {
  return await completeWords(line.split(" "), {
    commands: allCommands(),
    processes: () => Promise.resolve(PROCESSES),
  });
}

Deno.test("each place in a line has its candidates", async () => {
  const lines: Readonly<Record<string, readonly string[]>> = {
    "sta": ["start", "status"],
    "he": ["help"],
    "EO": [],
    "help re": ["reload", "remove", "reread", "restart"],
    "start ": ["cat", "web:web_0", "web:*", "web:web_1"],
    "start c": ["cat"],
    "start cat:": ["cat:cat", "cat:*"],
    "start cat web:web_": ["web:web_0", "web:web_1"],
    "signal HUP w": ["web:web_0", "web:*", "web:web_1"],
    "update ": ["cat", "web"],
    "add w": ["web"],
    "completion z": ["zsh"],
    "tail -": ["-f", "--raw", "--json"],
    "logs --a": ["--all"],
    "version x": [],
    "nosuch ": [],
  };
  for (const [line, expected] of Object.entries(lines)) {
    assert.deepEqual(await candidates(line), expected, line);
  }
});

Deno.test("the empty line offers help and all that help lists", async () => {
  const all = await candidates("");
  assert.equal(all[0], "help");
  assert.deepEqual(all.slice(1), all.slice(1).toSorted());
  for (const name of ["add", "version", "logs", "completion"]) assert.ok(all.includes(name), name);
});

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

Deno.test("there is a script for each shell, and no other", async () => {
  const marks = {
    bash: "complete -o default -F _svctl svctl",
    zsh: "#compdef svctl",
    fish: "function",
  };
  for (const [shell, mark] of Object.entries(marks)) {
    const { code, stdout } = await runClient("svctl", ["completion", shell]);
    assert.equal(code, 0);
    assert.ok(stdout.includes(mark), shell);
    assert.ok(stdout.includes("completion query -- "), shell);
  }
  const other = await runClient("svctl", ["completion", "ksh"]);
  assert.equal(other.code, 1);
  assert.equal(other.stdout, "Error: unknown shell 'ksh': bash, zsh or fish\n");
});
