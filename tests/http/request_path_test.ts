import assert from "node:assert/strict";
import { pathOf, routeOf, targetOf } from "#daemon/http/request_path.ts";

function request(url: string, host?: string): Request {
  return { url, headers: new Headers(host === undefined ? {} : { host }) } as Request;
}

const TARGETS: readonly [url: string, host: string | undefined, target: string, path: string][] = [
  ["http://localhost:9001/", "localhost:9001", "/", "/"],
  ["http://localhost:9001/a?b=/c", "localhost:9001", "/a?b=/c", "/a"],
  ["http://localhost:9001/a#b", "localhost:9001", "/a#b", "/a"],
  ["http://localhost:9001/a", undefined, "/a", "/a"],
  ["http://elsewhere/a", "localhost", "/a", "/a"],
  ["http://elsewhere", "localhost", "/", "/"],
  ["http+unix:///run/s.sock/RPC2", "/run/s.sock", "/RPC2", "/RPC2"],
  ["http+unix://a/ok.html?/RPC2", "a/ok.html?", "/RPC2", "/RPC2"],
  ["http://x/%41%c3%bc%2f", "x", "/%41%c3%bc%2f", "/Aü/"],
  ["http://x/%ff%zz%4", "x", "/%ff%zz%4", "/%ff%zz%4"],
];

for (const [url, host, target, path] of TARGETS) {
  Deno.test(`the URL ${url} for host ${host} asks for ${path}`, () => {
    assert.equal(targetOf(request(url, host)), target);
    assert.equal(pathOf(request(url, host)), path);
  });
}

const ROUTES: readonly [path: string, route: string][] = [
  ["/RPC2", "/RPC2"],
  ["/RPC2xyz", "/RPC2"],
  ["/rpc2", "*"],
  ["//RPC2", "*"],
  ["/logtail/a", "/logtail"],
  ["/logtailer/a", "/logtail"],
  ["/mainlogtail", "/mainlogtail"],
  ["", "/"],
  ["//", "/"],
  ["/index.html", "/"],
  ["/ok.html", "/ok.html"],
  ["/ok.html/", "*"],
  ["/tail", "*"],
];

for (const [path, route] of ROUTES) {
  Deno.test(`the path '${path}' belongs to ${route}`, () => {
    assert.equal(routeOf(path), route);
  });
}
