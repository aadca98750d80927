// needs: supervisor python3 zsh fish
/**
 * What zsh and fish make of their completion scripts (CTL-034): real shells, live names.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Subject } from "#tests/support/daemon.ts";
import { runCommand } from "#tests/support/command.ts";
import { clientCommand, clientEnv } from "../support/clients.ts";
import { zoo } from "../support/config.ts";
import { driveTerminal, type PtyStep } from "../support/pty.ts";
import { quickDaemon } from "../support/quick_daemon.ts";

/** Puts `svctl` on a path of its own, and a copy of the config where its path needs care. */
async function furnish({ place }: Subject): Promise<Record<string, string>> {
  const command = clientCommand("svctl").map((word) => `'${word}'`).join(" ");
  await Deno.mkdir(place.at("bin"));
  await Deno.writeTextFile(place.at("bin/svctl"), `#!/bin/sh\nexec ${command} "$@"\n`, {
    mode: 0o755,
  });
  await Deno.mkdir(place.at("two words"));
  await Deno.copyFile(place.config, place.at("two words/c.conf"));
  const env = clientEnv();
  return { ...env, HOME: place.dir, PATH: `${place.at("bin")}:${env["PATH"]}`, ...denoDir(env) };
}

/** Deno looks for its cache below the home directory, which is another one here. */
function denoDir(env: Readonly<Record<string, string>>): Record<string, string> {
  return { DENO_DIR: env["DENO_DIR"] ?? `${env["HOME"]}/.cache/deno` };
}

const PROMPT = "ready> ";
const CLEAR_LINE = "\x05\x15";

Deno.test("zsh completes commands, options, files and live names, through quotes and a tilde", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const env = await furnish(subject);
  const complete = (line: string, shown: string): readonly PtyStep[] => [
    { send: `${CLEAR_LINE}${line}\t` },
    { expect: shown },
  ];
  const { text } = await driveTerminal(["/usr/bin/zsh", "-f", "-i"], {
    env: { ...env, TERM: "dumb", PS1: PROMPT },
    cwd: subject.place.dir,
    columns: 200,
    steps: [
      { expect: PROMPT },
      {
        send:
          "autoload -Uz compinit; compinit -u -D; source <(svctl completion zsh); print so''urced\r",
      },
      { expect: "sourced" },
      { expect: PROMPT },
      ...complete("svctl vers", "version "),
      ...complete("svctl --server", "--serverurl "),
      ...complete("svctl -c two", "two\\ words/"),
      ...complete("svctl -c ~/supervisord.conf stop web:", "web_2"),
      ...complete("svctl -c 'two words/c.conf' pid man", "many"),
      ...complete("svctl -c two\\ words/c.conf start mixed:sec", "mixed:second "),
      ...complete('svctl -c ~/supervisord.conf start "mixed:fi', 'mixed:first"'),
      ...complete("svctl -c ~/supervisord.conf add qu", "quoting "),
      ...complete("svctl completion z", "zsh "),
      { send: `${CLEAR_LINE}exit\r` },
    ],
  });
  assert.match(text, /web:\\\* +web:web_0 +web:web_1 +web:web_2/);
});

Deno.test("fish completes commands, options, files and live names, through quotes and a tilde", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const env = await furnish(subject);
  const complete = async (line: string): Promise<readonly string[]> => {
    const script = "svctl completion fish | source; complete -C $argv[1]";
    const { code, stdout, stderr } = await runCommand(
      ["/usr/bin/fish", "--no-config", "-c", script, line],
      { env, cwd: subject.place.dir },
    );
    assert.equal(stderr, "");
    assert.equal(code, 0);
    return stdout.split("\n").filter((row) => row !== "");
  };
  const conf = "svctl -c ~/supervisord.conf";
  assert.deepEqual(await complete("svctl vers"), ["version"]);
  assert.deepEqual(await complete("svctl --server"), ["--serverurl"]);
  assert.deepEqual(await complete("svctl -c two"), ["two words/"]);
  assert.deepEqual(await complete(`${conf} stop web:web_`), [
    "web:web_0",
    "web:web_1",
    "web:web_2",
  ]);
  assert.deepEqual(await complete("svctl -c 'two words/c.conf' pid man"), ["manual", "many"]);
  assert.deepEqual(await complete("cd /; svctl -c ~/supervisord.conf add qu"), ["quoting"]);
  assert.deepEqual(await complete("svctl completion "), ["bash", "fish", "zsh"]);
});
