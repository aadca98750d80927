import assert from "node:assert/strict";
import { globPaths, namePattern } from "#lib/config/glob.ts";
import { memoryFileSystem } from "./support/memory_ports.ts";

const FS = memoryFileSystem({
  "/etc/a.conf": "",
  "/etc/b.conf": "",
  "/etc/.hidden.conf": "",
  "/etc/{a,b}.conf": "",
  "/etc/conf.d/c.conf": "",
  "/etc/conf.d/deep/d.conf": "",
  "/etc/x.d/c.conf": "",
});

const PATTERNS: readonly (readonly [string, readonly string[]])[] = [
  ["/etc/*.conf", ["/etc/a.conf", "/etc/b.conf", "/etc/{a,b}.conf"]],
  ["/etc/?.conf", ["/etc/a.conf", "/etc/b.conf"]],
  ["/etc/[!a].conf", ["/etc/b.conf"]],
  ["/etc/[a-z].conf", ["/etc/a.conf", "/etc/b.conf"]],
  ["/etc/.*.conf", ["/etc/.hidden.conf"]],
  ["/etc/{a,b}.conf", ["/etc/{a,b}.conf"]],
  ["/etc/a.conf", ["/etc/a.conf"]],
  ["/etc/nosuch.conf", []],
  ["/etc/nosuch/*.conf", []],
  ["/etc/*.d/c.conf", ["/etc/conf.d/c.conf", "/etc/x.d/c.conf"]],
  ["/etc/*.d/*", ["/etc/conf.d/c.conf", "/etc/conf.d/deep", "/etc/x.d/c.conf"]],
  ["/etc/**/d.conf", []],
  ["/etc/**", [
    ...["/etc/a.conf", "/etc/b.conf", "/etc/conf.d", "/etc/x.d", "/etc/{a,b}.conf"],
  ]],
  ["/*/a.conf", ["/etc/a.conf"]],
  ["/etc/*.d/", ["/etc/conf.d/", "/etc/x.d/"]],
  ["/etc/a.conf/", []],
];

Deno.test("finds the files that a pattern names", () => {
  for (const [pattern, paths] of PATTERNS) {
    assert.deepEqual([...globPaths(pattern, FS)].sort(), [...paths].sort(), pattern);
  }
});

Deno.test("a set may hold brackets, ranges and what is special elsewhere", () => {
  const table = [
    ["[]a]", "]", true],
    ["[!]]", "]", false],
    ["[", "[", true],
    ["[a", "[a", true],
    ["[a-c]", "b", true],
    ["[c-a]", "b", false],
    ["[!c-a]", "b", true],
    ["[-a]", "-", true],
    ["[^a]", "^", true],
    ["[\\d]", "1", false],
    ["[[]", "[", true],
    ["a.b", "axb", false],
    ["é?", "é\u{1f600}", true],
    ["*a*b*", "xaxbx", true],
    ["a$", "a$", true],
  ] as const;
  for (const [pattern, name, matches] of table) {
    assert.equal(namePattern(pattern).test(name), matches, `${pattern} ${name}`);
  }
});
