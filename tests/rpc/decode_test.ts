import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeCall, decodeResponse } from "#lib/rpc/decode.ts";
import { encodeCall, encodeFault, encodeResponse } from "#lib/rpc/encode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { REQUEST_LIMITS } from "#lib/rpc/limits.ts";
import { RpcSyntaxError } from "#lib/rpc/syntax_error.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
import { ANY_TEXT, INT32, rpcValues, XML_TEXT } from "#tests/rpc/rpc_values.ts";

function call(params: string): string {
  return `<methodCall><methodName>a.b</methodName>${params}</methodCall>`;
}

function oneParam(value: string): string {
  return call(`<params><param>${value}</param></params>`);
}

const VALUES: readonly [xml: string, value: RpcValue][] = [
  ["<value><int>5</int></value>", 5],
  ["<value><i4>-5</i4></value>", -5],
  ["<value><int> +7\n</int></value>", 7],
  ["<value><double>1.5</double></value>", 1.5],
  ["<value><double>-2e3</double></value>", -2000],
  ["<value><double>inf</double></value>", Infinity],
  ["<value><boolean>1</boolean></value>", true],
  ["<value><boolean>0</boolean></value>", false],
  ["<value><boolean>true</boolean></value>", false],
  ["<value><string>x &lt;&amp;&#65;</string></value>", "x <&A"],
  ["<value><string></string></value>", ""],
  ["<value><string/></value>", ""],
  ["<value>  x </value>", "  x "],
  ["<value></value>", ""],
  ["<value>\n <int>1</int>\n</value>", 1],
  ["<value><![CDATA[<a>]]></value>", "<a>"],
  ["<value><i8>5</i8></value>", "5"],
  ["<value><nil/></value>", null],
  ["<value><base64>aMOk\nbGxv</base64></value>", "hällo"],
  [
    "<value><dateTime.iso8601>20261122T13:22:31</dateTime.iso8601></value>",
    new Date("2026-11-22T13:22:31Z"),
  ],
  ["<value><array><data/></array></value>", []],
  ["<value><array><data><value>a</value><value><int>1</int></value></data></array></value>", [
    "a",
    1,
  ]],
  ["<value><struct/></value>", {}],
  [
    "<value><struct><member><name>a</name><value><nil/></value></member>" +
    "<member> <name/> <value>x</value> </member></struct></value>",
    { a: null, "": "x" },
  ],
];

for (const [xml, value] of VALUES) {
  Deno.test(`a request's ${JSON.stringify(xml)} is ${Deno.inspect(value)}`, () => {
    assert.deepEqual(decodeCall(oneParam(xml)), { method: "a.b", params: [value] });
  });
}

Deno.test("params may be missing, empty, or without param elements", () => {
  assert.deepEqual(decodeCall(call("")).params, []);
  assert.deepEqual(decodeCall(call("<params/>")).params, []);
  assert.deepEqual(decodeCall(call("<params><value>x</value></params>")).params, ["x"]);
});

Deno.test("a declaration, comments and processing instructions are passed over", () => {
  const xml = `<?xml version="1.0" encoding="utf-8"?>\n<!-- a --><?b c?>${call("<!-- d -->")}`;
  assert.equal(decodeCall(xml).method, "a.b");
});

const BAD: readonly [what: string, xml: string][] = [
  ["no text at all", ""],
  ["no XML", "hello"],
  ["an element that is not closed", "<methodCall><methodName>a.b</methodName>"],
  ["an element that is closed twice", `${call("")}</methodCall>`],
  ["an entity of its own", oneParam("<value>&x;</value>")],
  ["a control character", oneParam("<value>\0</value>")],
  ["an int that is none", oneParam("<value><int>x</int></value>")],
  ["an empty int", oneParam("<value><int/></value>")],
  ["a fraction for an int", oneParam("<value><int>1.5</int></value>")],
  ["a double that is none", oneParam("<value><double>1,5</double></value>")],
  [
    "a date that does not exist",
    oneParam(
      "<value><dateTime.iso8601>20260231T00:00:00</dateTime.iso8601></value>",
    ),
  ],
  ["base64 that is no UTF-8", oneParam("<value><base64>/w==</base64></value>")],
  ["base64 of a wrong length", oneParam("<value><base64>a</base64></value>")],
  ["an empty param", call("<params><param/></params>")],
  ["an empty array element", oneParam("<value><array/></value>")],
  [
    "a member without a value",
    oneParam(
      "<value><struct><member><name>a</name></member></struct></value>",
    ),
  ],
  ["a struct of something else", oneParam("<value><struct><value>a</value></struct></value>")],
];

for (const [what, xml] of BAD) {
  Deno.test(`a request with ${what} is refused as unmarshallable`, () => {
    assert.throws(() => decodeCall(xml), (error) => {
      assert.ok(error instanceof RpcSyntaxError);
      assert.equal(error.problem, "unmarshallable");
      return true;
    });
  });
}

for (const xml of ["<methodCall/>", "<methodCall><methodName/></methodCall>", "<a/>"]) {
  Deno.test(`the request ${xml} is refused because it names no method`, () => {
    assert.throws(() => decodeCall(xml), { name: "RpcSyntaxError", problem: "no method name" });
  });
}

Deno.test("a document type is refused before its entities could grow", () => {
  const xml = `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]>${call("&c;")}`;
  assert.throws(() => decodeCall(xml), /document type/);
});

Deno.test("nesting, elements and length are limited", () => {
  const nested = (depth: number): string =>
    "<value><array><data>".repeat(depth) + "</data></array></value>".repeat(depth);
  const limits = { depth: 20, elements: 40, references: 3, characters: 2000 };
  assert.ok(decodeCall(oneParam(nested(5)), limits));
  assert.throws(() => decodeCall(oneParam(nested(6)), limits), /nesting: the limit is 20/);
  const many = call(`<params>${"<value/>".repeat(37)}</params>`);
  assert.ok(decodeCall(many, limits));
  assert.throws(
    () => decodeCall(many.replace("<value/>", "<value/><value/>"), limits),
    /number of elements: the limit is 40/,
  );
  assert.throws(() => decodeCall(oneParam("x".repeat(2000)), limits), /the limit is 2000/);
  assert.ok(decodeCall(oneParam("<value>&lt;&#38;&gt;</value>"), limits));
  assert.throws(
    () => decodeCall(oneParam("<value>&lt;&#38;&gt;&amp;</value>"), limits),
    /number of references: the limit is 3/,
  );
});

Deno.test("nesting as deep as the limit allows can be answered again", () => {
  const depth = Math.floor((REQUEST_LIMITS.depth - 3) / 3);
  const xml = "<value><array><data>".repeat(depth) + "</data></array></value>".repeat(depth);
  const [value] = decodeCall(oneParam(xml)).params;
  assert.deepEqual(decodeResponse(encodeResponse(value!)), value);
});

Deno.test("a member called __proto__ is a member and sets no prototype", () => {
  const [value] = decodeCall(oneParam(
    "<value><struct><member><name>__proto__</name><value><struct><member><name>admin</name>" +
      "<value>1</value></member></struct></value></member></struct></value>",
  )).params as [Record<string, RpcValue>];
  assert.deepEqual(Object.keys(value), ["__proto__"]);
  assert.equal(Object.getPrototypeOf(value), Object.prototype);
  assert.equal(value["admin"], undefined);
});

Deno.test("a fault answer is thrown as the fault it is", () => {
  assert.throws(() => decodeResponse(encodeFault(Fault.of("NOT_RUNNING", "a"))), (error) => {
    assert.ok(error instanceof Fault);
    assert.deepEqual([error.code, error.text], [70, "NOT_RUNNING: a"]);
    return true;
  });
});

for (
  const xml of [
    "<html/>",
    "<methodResponse/>",
    "<methodResponse><params/></methodResponse>",
    "<methodResponse><fault><value>x</value></fault></methodResponse>",
  ]
) {
  Deno.test(`the answer ${xml} is refused`, () => {
    assert.throws(() => decodeResponse(xml), { name: "RpcSyntaxError" });
  });
}

const ALL_NUMBERS = fc.oneof(INT32, fc.double()).map((number) => number === 0 ? 0 : number);

Deno.test("values come back from an answer as they went in", () => {
  const values = rpcValues({ text: XML_TEXT, numbers: ALL_NUMBERS, dates: true });
  fc.assert(fc.property(values, (value) => {
    assert.deepEqual(decodeResponse(encodeResponse(value)), value);
  }));
});

Deno.test("parameters come back from a call as they went in", () => {
  const values = fc.array(rpcValues({ text: XML_TEXT, numbers: ALL_NUMBERS, dates: true }));
  fc.assert(fc.property(XML_TEXT.filter((name) => name !== ""), values, (method, params) => {
    assert.deepEqual(decodeCall(encodeCall(method, params)), { method, params });
  }));
});

// deno-lint-ignore no-control-regex
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

Deno.test("any text at all makes an answer that can be read, only what XML forbids is replaced", () => {
  fc.assert(fc.property(ANY_TEXT, (text) => {
    const expected = text.toWellFormed().replace(FORBIDDEN, "\ufffd");
    assert.equal(decodeResponse(encodeResponse(text)), expected);
  }));
});
