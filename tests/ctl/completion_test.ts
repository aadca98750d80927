/**
 * The candidates for the next word (CTL-034).
 *
 * @module
 */

import assert from "node:assert/strict";
import { allCommands } from "#ctl/app.ts";
import { completeWords } from "#ctl/completion.ts";
import { COMPLETION_SCRIPTS } from "#ctl/completion_scripts.ts";

const PROCESSES = [
  { group: "cat", name: "cat" },
  { group: "web", name: "web_0" },
  { group: "web", name: "web_1" },
];

const METHODS = [
  "crashes.count",
  "crashes.clear",
  "status.odd",
  "supervisor.getPID",
  "system.multicall",
];

async function candidates(line: string): Promise<readonly string[]> {
  return await completeWords(line.split(" "), {
    commands: allCommands(),
    processes: () => Promise.resolve(PROCESSES),
    methods: () => Promise.resolve(METHODS),
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
    "cr": ["crashes"],
    "crashes ": ["count", "clear"],
    "crashes co": ["count"],
    "crashes count ": [],
    "status.": [],
    "sup": [],
    "supervisor ": [],
  };
  for (const [line, expected] of Object.entries(lines)) {
    assert.deepEqual(await candidates(line), expected, line);
  }
});

Deno.test("the empty line offers help and all that help lists, then plugins", async () => {
  const all = await candidates("");
  assert.equal(all[0], "help");
  assert.deepEqual(all.slice(1, -1), all.slice(1, -1).toSorted());
  assert.equal(all.at(-1), "crashes");
  for (const name of ["add", "version", "logs", "completion"]) assert.ok(all.includes(name), name);
});

Deno.test("there is a script for each shell that asks svctl itself", () => {
  const marks = {
    bash: "complete -o default -F _svctl svctl",
    zsh: "#compdef svctl",
    fish: "function",
  };
  for (const [shell, mark] of Object.entries(marks)) {
    const script = COMPLETION_SCRIPTS.get(shell) ?? "";
    assert.ok(script.includes(mark), shell);
    assert.ok(script.includes("completion query -- "), shell);
  }
});
