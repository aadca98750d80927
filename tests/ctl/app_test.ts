/**
 * The table of commands (rows CTL-020, CTL-035).
 *
 * @module
 */

import assert from "node:assert/strict";
import { allCommands } from "#ctl/app.ts";
import { COMPLETION_SCRIPTS } from "#ctl/completion_scripts.ts";
import { helpLines } from "#ctl/render/help_text.ts";
import { runClient } from "./support/clients.ts";

const COMMANDS = allCommands();

Deno.test("no two commands share a name", () => {
  const names = COMMANDS.map((row) => row.name);
  assert.equal(new Set(names).size, names.length);
});

Deno.test("every command has code", async () => {
  for (const row of COMMANDS) assert.equal(typeof await row.load(), "function", row.name);
});

Deno.test("every listed command explains each of its forms in a line", () => {
  for (const row of COMMANDS.filter((candidate) => candidate.origin !== null)) {
    assert.notEqual(row.help.length, 0, row.name);
    for (const line of helpLines(row.help)) {
      assert.match(line, new RegExp(`^${row.name}( [^\\t]+)?\\t+[A-Z][^\\t]+$`), row.name);
    }
  }
});

Deno.test("help has a block for Supervisor's commands and one for the others", async () => {
  const { stdout } = await runClient("svctl", ["help"]);
  const [, supervisor = "", denvisor = ""] = stdout.split(
    /^.*commands \(type help <topic>\):\n=+\n/m,
  );
  const words = (text: string) => text.split(/\s+/).filter((word) => word !== "").toSorted();
  const listed = (origin: string) =>
    COMMANDS.filter((row) => row.origin === origin).map((row) => row.name).toSorted();
  assert.deepEqual(words(supervisor), listed("default"));
  assert.deepEqual(words(denvisor), listed("denvisor"));
});

Deno.test("completion offers the shells that there are scripts for", () => {
  const row = COMMANDS.find((candidate) => candidate.name === "completion");
  assert.deepEqual(row?.completes, [...COMPLETION_SCRIPTS.keys()]);
});
