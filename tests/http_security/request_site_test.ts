import assert from "node:assert/strict";
import { type RequestSite, requestSite } from "#lib/http_security/request_site.ts";

const NAMES = new Set(["testhost", "sup.example.org"]);

function site(headers: Readonly<Record<string, string>>): RequestSite {
  return requestSite(new Headers(headers), NAMES);
}

const CASES: readonly (readonly [what: string, headers: Record<string, string>, RequestSite])[] = [
  ["a program, which sends neither header", { host: "anything" }, "program"],
  ["the address bar", { "sec-fetch-site": "none" }, "own"],
  ["the page itself", { "sec-fetch-site": "same-origin", "origin": "https://x" }, "own"],
  ["a page of another port", { "sec-fetch-site": "same-site" }, "other"],
  ["a page of somebody else's", { "sec-fetch-site": "cross-site" }, "other"],
  ["a site that no browser names", { "sec-fetch-site": "SAME-ORIGIN" }, "other"],
  [
    "a link of somebody else's",
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" },
    "navigation",
  ],
  [
    "a frame of somebody else's",
    { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe" },
    "other",
  ],
  ["its own origin", { host: "h:9001", origin: "http://h:9001" }, "own"],
  ["its own origin in capitals", { host: "H:9001", origin: "http://h:9001" }, "own"],
  ["its own origin on the port of the scheme", { host: "h", origin: "http://h" }, "own"],
  ["the same with the port written", { host: "h:443", origin: "https://h" }, "own"],
  ["another port", { host: "h:9001", origin: "http://h:9002" }, "other"],
  ["another host", { host: "h:9001", origin: "http://evil:9001" }, "other"],
  ["a host that only begins alike", { host: "h:9001", origin: "http://h:9001.evil" }, "other"],
  ["a host in the user's place", { host: "h", origin: "http://h@evil" }, "other"],
  ["no origin that one could name", { host: "h", origin: "null" }, "other"],
  ["an empty origin", { host: "h", origin: "" }, "other"],
  ["a file", { host: "h", origin: "file://h" }, "other"],
  ["an extension", { host: "h", origin: "chrome-extension://h" }, "other"],
  ["no Host beside the origin", { origin: "http://h" }, "other"],
  [
    "a name of this server behind a proxy that rewrites Host",
    { host: "127.0.0.1:9001", origin: "https://sup.example.org" },
    "own",
  ],
];

for (const [what, headers, expected] of CASES) {
  Deno.test(`a request from ${what} counts as ${expected}`, () => {
    assert.equal(site(headers), expected);
  });
}
