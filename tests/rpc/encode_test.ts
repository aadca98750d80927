import assert from "node:assert/strict";
import { encodeCall, encodeFault, encodeFragment, encodeResponse } from "#lib/rpc/encode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { Encodable } from "#lib/rpc/value.ts";

function response(value: string): string {
  return "<?xml version='1.0'?>\n<methodResponse>\n<params>\n<param>\n" + value +
    "\n</param>\n</params>\n</methodResponse>\n";
}

const VALUES: readonly [what: string, value: Encodable, xml: string][] = [
  ["an integer", 7808, "<value><int>7808</int></value>"],
  ["a negative integer", -1, "<value><int>-1</int></value>"],
  ["an integer of more than 32 bits", 5_000_000_000, "<value><int>5000000000</int></value>"],
  ["a fraction", 1.5, "<value><double>1.5</double></value>"],
  ["an infinity", -Infinity, "<value><double>-inf</double></value>"],
  ["true", true, "<value><boolean>1</boolean></value>"],
  ["false", false, "<value><boolean>0</boolean></value>"],
  ["text", "a", "<value><string>a</string></value>"],
  ["no text", "", "<value><string></string></value>"],
  ["markup", `<a b="c">&'`, `<value><string>&lt;a b="c"&gt;&amp;'</string></value>`],
  ["a carriage return", "a\r\nb", "<value><string>a&#13;\nb</string></value>"],
  ["control characters", "\0a\x1b[0m\t", "<value><string>\ufffda\ufffd[0m\t</string></value>"],
  ["half a character", "a\ud83d", "<value><string>a\ufffd</string></value>"],
  ["a whole character of two halves", "\u{1f600}", "<value><string>\u{1f600}</string></value>"],
  ["a non-character", "\uffff", "<value><string>\ufffd</string></value>"],
  [
    "a date",
    new Date("2026-11-22T13:22:31.400Z"),
    "<value><dateTime.iso8601>20261122T13:22:31</dateTime.iso8601></value>",
  ],
  [
    "an array",
    [1, "a"],
    "<value><array><data>\n<value><int>1</int></value>\n<value><string>a</string></value>\n</data></array></value>",
  ],
  ["an empty array", [], "<value><array><data>\n</data></array></value>"],
  [
    "a struct, in the order of its members",
    { b: 1, a: "<" },
    "<value><struct>\n<member>\n<name>b</name>\n<value><int>1</int></value>\n</member>\n" +
    "<member>\n<name>a</name>\n<value><string>&lt;</string></value>\n</member>\n</struct></value>",
  ],
  ["an empty struct", {}, "<value><struct>\n</struct></value>"],
];

for (const [what, value, xml] of VALUES) {
  Deno.test(`an answer carries ${what}`, () => {
    assert.equal(encodeResponse(value), response(xml));
  });
}

Deno.test("a call without parameters has the layout of Python's", () => {
  assert.equal(
    encodeCall("supervisor.getState", []),
    "<?xml version='1.0'?>\n<methodCall>\n<methodName>supervisor.getState</methodName>\n" +
      "<params>\n</params>\n</methodCall>\n",
  );
});

Deno.test("a call with parameters has the layout of Python's", () => {
  assert.equal(
    encodeCall("a", [1, true]),
    "<?xml version='1.0'?>\n<methodCall>\n<methodName>a</methodName>\n<params>\n" +
      "<param>\n<value><int>1</int></value>\n</param>\n" +
      "<param>\n<value><boolean>1</boolean></value>\n</param>\n</params>\n</methodCall>\n",
  );
});

Deno.test("a fault has the layout of Supervisor's", () => {
  assert.equal(
    encodeFault(Fault.of("BAD_NAME", "a&b")),
    "<?xml version='1.0'?>\n<methodResponse>\n<fault>\n<value><struct>\n" +
      "<member>\n<name>faultCode</name>\n<value><int>10</int></value>\n</member>\n" +
      "<member>\n<name>faultString</name>\n<value><string>BAD_NAME: a&amp;b</string></value>\n" +
      "</member>\n</struct></value>\n</fault>\n</methodResponse>\n",
  );
});

Deno.test("a fragment encoded earlier goes out as the value itself would", () => {
  const struct = { name: "a<b", pid: 5 };
  const kept = encodeFragment(struct);
  assert.equal(
    encodeResponse([kept, { inner: kept }]),
    encodeResponse([struct, { inner: struct }]),
  );
});
