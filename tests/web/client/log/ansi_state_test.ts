import assert from "node:assert/strict";
import { coloursAfter } from "#daemon/web/client/log/ansi_state.ts";

Deno.test("colours last until they are reset", () => {
  assert.equal(coloursAfter("", "plain"), "");
  assert.equal(coloursAfter("", "a \x1b[1mb \x1b[31mc"), "\x1b[1m\x1b[31m");
  assert.equal(coloursAfter("\x1b[31m", "no change"), "\x1b[31m");
  assert.equal(coloursAfter("\x1b[31m", "x\x1b[0my"), "");
  assert.equal(coloursAfter("\x1b[31m", "x\x1b[my"), "");
  assert.equal(coloursAfter("\x1b[31m", "x\x1b[0;32my"), "\x1b[0;32m");
  assert.equal(coloursAfter("", "\x1b[2J\x1b[32m\x1b[K"), "\x1b[32m");
});

Deno.test("who never resets does not fill the memory", () => {
  let state = "";
  for (let at = 0; at < 1000; at++) state = coloursAfter(state, `\x1b[3${at % 8}mx`);
  assert.ok(state.length <= 200);
  assert.ok(state.endsWith("\x1b[37m"));
});
