import assert from "node:assert/strict";
import { realPath } from "#lib/permissions/real_path.ts";

/** Links by the path that they are at. */
function links(held: Readonly<Record<string, string>>): (path: string) => string | null {
  return (path) => held[path] ?? null;
}

Deno.test("a path is followed through links in its directories and at its end", () => {
  const readLink = links({
    "/var/run": "/run",
    "/srv/current": "releases/7",
    "/srv/releases/7/log": "../../shared/log",
    "/run/a.sock": "/opt/./b.sock",
  });
  const cases = {
    "/run/x.sock": "/run/x.sock",
    "/var/run/x.sock": "/run/x.sock",
    "/var/run/a.sock": "/opt/b.sock",
    "/srv/current/log/web.log": "/srv/shared/log/web.log",
    "/srv/current/nothing/yet": "/srv/releases/7/nothing/yet",
    "/var/run/../run/x": "/run/x",
    "/": "/",
  };
  for (const [path, real] of Object.entries(cases)) {
    assert.equal(realPath(path, readLink), real, path);
  }
});

Deno.test("links in a circle lead nowhere", () => {
  const readLink = links({ "/a": "/b", "/b": "/a" });
  assert.equal(realPath("/a/x", readLink), "/a/x");
});
