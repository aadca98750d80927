/**
 * Requests that are wrong in one of many ways, the same ones for the same seed.
 *
 * @module
 */

import fc from "fast-check";
import { encodeCall } from "#lib/rpc/encode.ts";
import { ANY_TEXT, INT32, rpcValues } from "#tests/rpc/rpc_values.ts";

const METHODS = [
  "supervisor.getState",
  "supervisor.startProcess",
  "supervisor.readProcessStdoutLog",
  "supervisor.sendProcessStdin",
  "supervisor.constructor",
  "system.multicall",
  "system.methodHelp",
  "__proto__.x",
  "",
] as const;

const PATHS = ["/RPC2x", "/logtail/cat", "/", "/ok.html", "/%zz", "*"];

const values = rpcValues({
  text: ANY_TEXT,
  numbers: fc.oneof(INT32, fc.double()),
  dates: false,
});

/** A call with parameters that fit no method. */
const calls = fc.record({ method: fc.constantFrom(...METHODS), params: fc.array(values) })
  .map(({ method, params }) => encodeCall(method, params));

const deep = fc.nat({ max: 3000 }).map((depth) => {
  const opening = "<value><array><data>".repeat(depth);
  return `<methodCall><methodName>a.b</methodName><params>${opening}`;
});

const bomb = fc.constant(
  '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><methodCall><methodName>&b;</methodName></methodCall>',
);

/** A text with one stretch of it left out, doubled, or replaced by other bytes. */
function damaged(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.record({
    text: texts,
    at: fc.nat({ max: 10_000 }),
    length: fc.nat({ max: 30 }),
    instead: fc.oneof(
      fc.constant(""),
      fc.string({ unit: "binary", maxLength: 10 }),
      fc.constantFrom(
        "<",
        ">",
        "&",
        "&#0;",
        "<![CDATA[",
        "]]>",
        "</value>",
        "<nil/>",
        "<?x",
        "<!--",
      ),
    ),
  }).map(({ text, at, length, instead }) => {
    const start = text.length === 0 ? 0 : at % text.length;
    return text.slice(0, start) + instead + text.slice(start + length);
  });
}

const bodies = fc.oneof(
  { arbitrary: calls, weight: 5 },
  { arbitrary: damaged(calls), weight: 3 },
  deep,
  bomb,
  ANY_TEXT,
  fc.constant(""),
);

const headers = fc.array(
  fc.constantFrom(
    "Host: localhost",
    "Host: ",
    "Host: a b/c?d",
    "Content-Type: text/xml",
    "Authorization: Basic",
    "Authorization: Basic ====",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip",
    "Content-Length: 5",
    "Content-Length: -1",
    "Content-Length: 99999999999999999999",
    "Expect: 100-continue",
    "Expect: what",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Range: bytes=0-",
    "X: \x01",
    "no colon",
    ": empty",
    `Long: ${"x".repeat(9000)}`,
  ),
  { maxLength: 3 },
);

/** The request line and headers, each part wrong in one of eight. */
const heads = fc.record({
  method: mostly("POST", fc.constantFrom("GET", "PUT", "HEAD", "BREW", "post", "")),
  path: mostly(
    "/RPC2",
    fc.oneof(fc.constantFrom(...PATHS), fc.string({ unit: "binary-ascii", maxLength: 20 })),
  ),
  version: mostly("HTTP/1.1", fc.constantFrom("HTTP/1.0", "HTTP/9.9", "HTTP", "")),
  headers: mostly<readonly string[]>(["Host: localhost"], headers),
  length: mostly("right", fc.constantFrom("long", "short", "none")),
});

function mostly<T>(usual: T, rarely: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ arbitrary: fc.constant(usual), weight: 7 }, { arbitrary: rarely, weight: 1 });
}

/** Whole requests as bytes in Latin-1; most are wrong somewhere. */
export const MALFORMED_REQUESTS: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: fc.record({ head: heads, body: bodies }).map(assemble), weight: 9 },
  { arbitrary: damaged(fc.record({ head: heads, body: calls }).map(assemble)), weight: 3 },
  { arbitrary: fc.string({ unit: "binary-ascii", maxLength: 200 }), weight: 1 },
);

type Head = typeof heads extends fc.Arbitrary<infer T> ? T : never;

function assemble({ head, body }: { readonly head: Head; readonly body: string }): string {
  const bytes = new TextEncoder().encode(body);
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const offset = head.length === "long" ? 7 : head.length === "short" ? -3 : 0;
  const length = head.length === "none" ? [] : [`Content-Length: ${text.length + offset}`];
  const lines = [`${head.method} ${head.path} ${head.version}`, ...head.headers, ...length];
  return `${lines.join("\r\n")}\r\n\r\n${text}`;
}
