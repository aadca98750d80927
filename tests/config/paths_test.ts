import assert from "node:assert/strict";
import fc from "fast-check";
import { absolutePath, dirname, expandUser, joinPath, normalizePath } from "#lib/config/paths.ts";
import { memoryFileSystem, memoryHost, memoryUsers } from "./support/memory_ports.ts";

const CONTEXT = { fs: memoryFileSystem({}), host: memoryHost, users: memoryUsers };

Deno.test("the directory of a path is what stands before its last slash", () => {
  const table = [
    ["a", ""],
    ["a/b", "a"],
    ["/a", "/"],
    ["/a/", "/a"],
    ["a//b", "a"],
    ["//a", "//"],
    ["", ""],
  ];
  for (const [path, directory] of table) assert.equal(dirname(path!), directory, path);
});

Deno.test("an absolute name is joined to nothing", () => {
  assert.equal(joinPath("/a", "/b"), "/b");
  assert.equal(joinPath("/a", "b"), "/a/b");
  assert.equal(joinPath("/a/", "b"), "/a/b");
  assert.equal(joinPath("", "b"), "b");
});

Deno.test("expands the home of the caller and of known users", () => {
  assert.equal(expandUser("~/x", CONTEXT), "/home/me/x");
  assert.equal(expandUser("~root/x", CONTEXT), "/root/x");
  assert.equal(expandUser("~nosuch/x", CONTEXT), "~nosuch/x");
  assert.equal(expandUser("a~", CONTEXT), "a~");
  const withoutHome = { ...CONTEXT, host: { ...memoryHost, home: null } };
  assert.equal(expandUser("~", withoutHome), "/home/me");
  assert.equal(expandUser("~", { ...CONTEXT, host: { ...memoryHost, home: "/" } }), "/");
  const nobody = { ...CONTEXT, host: { ...memoryHost, home: null, uid: 4 } };
  assert.equal(expandUser("~/x", nobody), "~/x");
});

Deno.test("a normalised path is absolute and has no dots", () => {
  const table = [["x", "/work/x"], ["../x", "/x"], ["/a/./b//../c", "/a/c"], ["~", "/home/me"], [
    "/..",
    "/",
  ]];
  for (const [path, normal] of table) assert.equal(normalizePath(path!, CONTEXT), normal, path);
  assert.equal(absolutePath("//a//b", "/"), "//a/b");
  assert.equal(absolutePath("///a", "/"), "/a");
});

Deno.test("normalising twice changes nothing more", () => {
  const part = fc.constantFrom("a", "b", ".", "..", "", "~");
  fc.assert(fc.property(fc.array(part), (parts) => {
    const once = absolutePath(parts.join("/"), "/work");
    assert.equal(absolutePath(once, "/other"), once);
    assert.ok(once.startsWith("/"));
    assert.ok(!once.split("/").includes(".."));
  }));
});
