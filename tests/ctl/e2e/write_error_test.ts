/**
 * Output that cannot be written.
 *
 * @module
 */

import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { clientCommand, clientEnv } from "../support/clients.ts";

/** Runs the client behind a shell that puts its streams elsewhere. */
function run(streams: string, ...words: string[]): ReturnType<typeof runCommand> {
  const script = `exec "$@" ${streams}`;
  return runCommand(["/bin/sh", "-c", script, "sh", ...clientCommand("svctl"), ...words], {
    env: clientEnv(),
  });
}

Deno.test("a full disk below standard output is an error in one line", async () => {
  for (const words of [["help"], ["-h"], ["completion", "bash"], ["help", "--json"]]) {
    const { code, stderr } = await run(">/dev/full", ...words);
    assert.equal(stderr, "svctl: write error: No space left on device\n", words.join(" "));
    assert.equal(code, 1);
  }
});

Deno.test("where nothing can be said the status still tells", async () => {
  assert.equal((await run(">/dev/full 2>&1", "help")).code, 1);
  assert.equal((await run(">/dev/full 2>&1", "--nosuch")).code, 1);
});

Deno.test("a reader that went away is no error worth a line", async () => {
  const script = 'exec 3>&1; { "$@"; echo "$?" >&3; } | :';
  const { stdout, stderr } = await runCommand(
    ["/bin/bash", "-c", script, "bash", ...clientCommand("svctl"), "help"],
    { env: clientEnv() },
  );
  assert.equal(stderr, "");
  assert.match(stdout, /^(0|141)\n$/);
});
