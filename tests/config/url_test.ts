import assert from "node:assert/strict";
import { parseServerUrl } from "#lib/config/url.ts";
import { ValueError } from "#lib/config/value_error.ts";

Deno.test("takes a scheme with a host or a path for the address of a server", () => {
  for (
    const url of ["http://localhost:9001", "unix:///tmp/s.sock", "HTTP://h", "h:1", "http:///"]
  ) {
    assert.equal(parseServerUrl(url), url);
  }
});

Deno.test("refuses what is no address of a server", () => {
  for (const text of ["", "x", "/tmp/s.sock", "http://", "unix://", "http:", "http://?q", "1:2"]) {
    assert.throws(() => parseServerUrl(text), new ValueError(`value '${text}' is not a URL`), text);
  }
});
