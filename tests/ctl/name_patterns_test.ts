import assert from "node:assert/strict";
import { expandGroupPatterns, expandPatterns, isPattern } from "#ctl/name_patterns.ts";

const KNOWN = [
  { group: "api", name: "api" },
  { group: "jobs", name: "web-9" },
  { group: "jobs", name: "mail" },
  { group: "web", name: "web-1" },
  { group: "web", name: "web-2" },
  { group: "web-old", name: "web-old" },
  { group: "odd*", name: "odd*" },
];

const EXPANSIONS: Readonly<Record<string, readonly string[]>> = {
  // No patterns: Supervisor's own forms.
  "api": ["api"],
  "web:*": ["web:*"],
  "web:": ["web:"],
  "nosuch": ["nosuch"],
  // Without a colon: process names in any group.
  "*": ["api", "jobs:web-9", "jobs:mail", "web:web-1", "web:web-2", "web-old", "odd*"],
  "web-*": ["jobs:web-9", "web:web-1", "web:web-2", "web-old"],
  "web-?": ["jobs:web-9", "web:web-1", "web:web-2"],
  "web-[12]": ["web:web-1", "web:web-2"],
  "web-[!12]": ["jobs:web-9"],
  "web-[0-1]": ["web:web-1"],
  "web-[!z-a]": ["jobs:web-9", "web:web-1", "web:web-2"],
  // With one: each side on its own.
  "web:web-*": ["web:web-1", "web:web-2"],
  "web*:web-*": ["web:web-1", "web:web-2", "web-old"],
  "*:mail": ["jobs:mail"],
  // Whole groups.
  "web*:*": ["web:*", "web-old:*"],
  "web*:": ["web:*", "web-old:*"],
  "*:*": ["api:*", "jobs:*", "web:*", "web-old:*", "odd*:*"],
  // A name that exists is that name.
  "odd*": ["odd*"],
  // Nothing matches: the daemon shall refuse the name as it was typed.
  "nosuch*": ["nosuch*"],
  "api:x*": ["api:x*"],
  "[": ["["],
  "[z-a]": ["[z-a]"],
  "a.i": ["a.i"],
};

Deno.test("patterns stand for what they match", () => {
  for (const [word, expected] of Object.entries(EXPANSIONS)) {
    assert.deepEqual(expandPatterns([word], KNOWN), expected, word);
  }
});

Deno.test("words keep their order, and only patterns are replaced", () => {
  assert.deepEqual(
    expandPatterns(["mail", "web:web-[2]", "api", "web:*"], KNOWN),
    ["mail", "web:web-2", "api", "web:*"],
  );
});

Deno.test("only a wildcard beyond group:* makes a pattern", () => {
  for (const word of ["a", "a:b", "a:*", "a:", "a.b", ""]) {
    assert.equal(isPattern(word), false, word);
  }
  for (const word of ["*", "a?", "a:b*", "a*:*", "[ab]", "?:"]) assert.equal(isPattern(word), true);
});

Deno.test("patterns of groups match whole names", () => {
  const groups = ["web", "web-old", "api"];
  assert.deepEqual(expandGroupPatterns(["web*"], groups), ["web", "web-old"]);
  assert.deepEqual(expandGroupPatterns(["w?b", "api"], groups), ["web", "api"]);
  assert.deepEqual(expandGroupPatterns(["x*"], groups), ["x*"]);
});
