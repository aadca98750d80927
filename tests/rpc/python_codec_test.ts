// needs: supervisor python3
/**
 * The codec against Python's xmlrpc.client, which Supervisor and most of its clients use.
 *
 * @module
 */

import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeCall, decodeResponse } from "#lib/rpc/decode.ts";
import { encodeCall, encodeFault, encodeResponse } from "#lib/rpc/encode.ts";
import { Fault } from "#lib/rpc/fault.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
import { ANY_TEXT, INT32, rpcValues, XML_TEXT } from "#tests/rpc/rpc_values.ts";
import { python } from "#tests/support/python.ts";

const SEED = 20261122;

/** JSON, by which Python gets the values, does not tell 5.0 from 5: doubles have a fraction here. */
const NUMBERS = fc.oneof(
  INT32,
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => number % 1 !== 0),
);

function sample<T>(values: fc.Arbitrary<T>, count: number): T[] {
  return fc.sample(values, { seed: SEED, numRuns: count });
}

Deno.test("answers, faults and calls are byte for byte those of Python", async () => {
  const values = sample(rpcValues({ text: XML_TEXT, numbers: INT32, dates: false }), 400);
  const theirs = await python(
    `import xmlrpc.client as x
answer = [[x.dumps((v,), methodresponse=True), x.dumps((v, v), "a.b")] for v in given]
answer.append([x.dumps(x.Fault(10, "BAD_NAME: <ä>"), methodresponse=True), x.dumps((), "a.b")])`,
    values,
  );
  const ours: [string, string][] = values.map((value) => [
    encodeResponse(value),
    encodeCall("a.b", [value, value]),
  ]);
  ours.push([encodeFault(new Fault(10, "BAD_NAME: <ä>")), encodeCall("a.b", [])]);
  assert.deepEqual(ours, theirs);
});

Deno.test("Python reads what is encoded here as the values that went in", async () => {
  const values = sample(rpcValues({ text: XML_TEXT, numbers: NUMBERS, dates: false }), 400);
  const read = await python(
    "import xmlrpc.client as x\nanswer = [x.loads(xml)[0][0] for xml in given]",
    values.map(encodeResponse),
  );
  assert.deepEqual(read, values);
});

Deno.test("Python reads any text that is encoded here", async () => {
  const texts = sample(ANY_TEXT, 400);
  const read = await python(
    "import xmlrpc.client as x\nanswer = [x.loads(xml)[0][0] for xml in given]",
    texts.map(encodeResponse),
  );
  assert.deepEqual(read, texts.map((text) => decodeResponse(encodeResponse(text))));
});

Deno.test("what Python encodes is read here as the values that went in", async () => {
  const values = sample(rpcValues({ text: XML_TEXT, numbers: NUMBERS, dates: false }), 400);
  const calls = await python(
    'import xmlrpc.client as x\nanswer = [x.dumps((v, v), "a.b") for v in given]',
    values,
  ) as string[];
  const read = calls.map((xml) => decodeCall(xml));
  assert.deepEqual(read, values.map((value) => ({ method: "a.b", params: [value, value] })));
});

Deno.test("Python's dates, binaries and nulls arrive as Supervisor takes them", async () => {
  const xml = await python(`import xmlrpc.client as x, datetime
answer = x.dumps((datetime.datetime(2026, 11, 22, 13, 22, 31), x.Binary("hällo".encode()), None),
                 "a.b", allow_none=True)`) as string;
  const expected: RpcValue[] = [new Date("2026-11-22T13:22:31Z"), "hällo", null];
  assert.deepEqual(decodeCall(xml).params, expected);
});

/** Odd requests, each as the params of a call. */
const ODD = [
  "<params><param><value>x</value></param></params>",
  "<params><param><value> x <string>y</string> z </value></param></params>",
  "<params><param><value><i8>5</i8></value></param></params>",
  "<params><param><value><nil/></value></param></params>",
  "<params><param><value><foo><int>1</int></foo></value></param></params>",
  "<params><value><int>1</int></value></params>",
  "<params><param><int>1</int></param></params>",
  "<params><param><value><int> 12 </int></value></param></params>",
  "<params><param><value><int>+12</int></value></param></params>",
  "<params><param><value><boolean>true</boolean></value></param></params>",
  "<params><param><value><boolean> 1 </boolean></value></param></params>",
  "<params><param><value><string><![CDATA[<&]]></string></value></param></params>",
  "<params><param><value><base64>aGFsbG8=</base64></value></param></params>",
  "<params><param><value><base64> aGFs\nbG8= </base64></value></param></params>",
  "<params><param><value><array><data/></array></value></param></params>",
  "<params><param><value><array></array></value></param></params>",
  "<params><param><value><struct><member><name/><value>x</value></member></struct></value></param></params>",
  "<params><param><value><struct><member><value>x</value></member></struct></value></param></params>",
  "<params><param/></params>",
  "<params/>",
  "",
  "<params><param><value><int></int></value></param></params>",
  "<params><param><value><double>1e3</double></value></param></params>",
  "<params><param><value><double>x</double></value></param></params>",
];

Deno.test("odd requests are read as Supervisor reads them, and refused where it refuses them", async () => {
  const requests = ODD.map((params) =>
    `<methodCall><methodName>a.b</methodName>${params}</methodCall>`
  );
  const theirs = await python(
    `from supervisor.xmlrpc import supervisor_xmlrpc_handler
handler = supervisor_xmlrpc_handler(None, [])
def read(xml):
    try:
        params, method = handler.loads(xml)
        return list(params or ())
    except Exception:
        return "refused"
answer = [read(xml) for xml in given]`,
    requests,
  );
  const ours = requests.map((xml) => {
    try {
      return decodeCall(xml).params;
    } catch {
      return "refused";
    }
  });
  assert.deepEqual(ours, theirs);
});
