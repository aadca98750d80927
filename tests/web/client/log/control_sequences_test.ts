import assert from "node:assert/strict";
import { withoutSilent } from "#daemon/web/client/log/control_sequences.ts";

Deno.test("the text of a link stays, where it leads to does not", () => {
  assert.equal(withoutSilent("\x1b]8;;http://a/\x1b\\here\x1b]8;;\x1b\\!"), "here!");
  assert.equal(withoutSilent("\x1b]8;;http://a/\x07here\x1b]8;;\x07!"), "here!");
});

Deno.test("titles, character sets and bells show nothing", () => {
  assert.equal(withoutSilent("\x1b]0;title\x07a\x1b(Bb\x1b7c\x07d\x1bPq\x1b\\e\x00"), "abcde");
});

Deno.test("colours, tabs and the ends of lines stay", () => {
  const text = "\x1b[31;1mred\x1b[0m\tand\r\n";
  assert.equal(withoutSilent(text), text);
});
