import assert from "node:assert/strict";
import { suggest } from "#lib/config/suggest.ts";

const KNOWN = ["command", "autostart", "autorestart", "stdout_logfile", "user", "umask"];

Deno.test("suggests the closest known word", () => {
  const table = [
    ["comand", "command"],
    ["commnad", "command"],
    ["auto_start", "autostart"],
    ["autorestrat", "autorestart"],
    ["usr", "user"],
    ["stdout_log_file", "stdout_logfile"],
  ];
  for (const [word, meant] of table) assert.equal(suggest(word!, KNOWN), meant, word);
});

Deno.test("suggests a longer word that ends in the given one", () => {
  assert.equal(suggest("logfile", KNOWN), "stdout_logfile");
});

Deno.test("suggests nothing when nothing is close", () => {
  for (const word of ["x", "depends_on", "memory_limit"]) assert.equal(suggest(word, KNOWN), null);
});
