import assert from "node:assert/strict";
import {
  findConfigFile,
  notFoundMessage,
  searchPaths,
  searchWarning,
} from "#lib/config/find_config.ts";
import { loadText, memoryFileSystem, memoryHost, problemsOf } from "./support/memory_ports.ts";
import type { MemoryFiles } from "./support/memory_ports.ts";

const ARGV0 = "/opt/den/bin/denvisord";

function find(files: MemoryFiles, configuration: string | null = null): string | null {
  const fs = memoryFileSystem(files);
  return findConfigFile({ configuration, argv0: ARGV0, fs, host: memoryHost });
}

Deno.test("searches beside the program, in the current directory, then in /etc", () => {
  assert.deepEqual(searchPaths(ARGV0), [
    "/opt/den/etc/supervisord.conf",
    "/opt/den/supervisord.conf",
    "supervisord.conf",
    "etc/supervisord.conf",
    "/etc/supervisord.conf",
    "/etc/supervisor/supervisord.conf",
  ]);
  assert.equal(searchPaths("denvisord")[0], "etc/supervisord.conf");
});

Deno.test("takes the first place where there is something", () => {
  const places = searchPaths(ARGV0).map((path) => path.startsWith("/") ? path : `/work/${path}`);
  places.forEach((_, index) => {
    const files = Object.fromEntries(places.slice(index).map((path) => [path, ""]));
    assert.equal(find(files), searchPaths(ARGV0)[index]);
  });
  assert.equal(find({}), null);
});

Deno.test("a path that is given is taken as it is", () => {
  assert.equal(find({ "/etc/supervisord.conf": "" }, "nosuch.conf"), "nosuch.conf");
});

Deno.test("says where it searched when there is nothing", () => {
  const message =
    "No config file found at default paths (/opt/den/etc/supervisord.conf, /opt/den/supervisord.conf, " +
    "supervisord.conf, etc/supervisord.conf, /etc/supervisord.conf, /etc/supervisor/supervisord.conf); " +
    "use the -c option to specify a config file at a different path";
  assert.equal(notFoundMessage(ARGV0), message);
  const [problem] = problemsOf("", { argv: [], host: { cwd: "/tmp" } });
  assert.match(problem!, /^No config file found at default paths \(etc\/supervisord.conf, /);
});

Deno.test("warns root, and nobody else, who searches", () => {
  const search = { argv0: ARGV0, fs: memoryFileSystem({}), configuration: null };
  const warning = searchWarning({ ...search, host: { ...memoryHost, uid: 0 } });
  assert.match(
    warning!,
    /^Supervisord is running as root and it is searching for its configuration/,
  );
  assert.match(warning!, /"-c" argument specifying an absolute path .* for improved security\.$/);
  assert.equal(searchWarning({ ...search, host: memoryHost }), null);
  const given = { ...search, configuration: "x", host: { ...memoryHost, uid: 0 } };
  assert.equal(searchWarning(given), null);
});

Deno.test("loading carries the warning along, whatever else comes of it", () => {
  const files = { "/work/supervisord.conf": "[supervisord]\n" };
  const root = { argv: [], files, host: { uid: 0 } };
  const loaded = loadText("", root);
  assert.ok(loaded.ok && loaded.warning !== null);
  assert.equal(loaded.config.path, "/work/supervisord.conf");
  const failed = loadText("", { ...root, files: { "/work/supervisord.conf": "" } });
  assert.ok(!failed.ok && failed.warning !== null);
});

Deno.test("tells a file that is missing from one that cannot be read", () => {
  assert.deepEqual(problemsOf("", { argv: ["-c", "no.conf"] }), [
    "could not find config file no.conf",
  ]);
  assert.deepEqual(problemsOf("", { argv: ["-c", "log"] }), ["could not read config file log"]);
  const files = { "/work/secret.conf": null };
  const argv = ["-c", "secret.conf"];
  assert.deepEqual(problemsOf("", { argv, files }), ["could not read config file secret.conf"]);
});
