// needs: supervisor python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { envelopeLine } from "#lib/event/envelope.ts";
import { measureText } from "#lib/event/text_size.ts";
import { parseHeader } from "#lib/listener_kit/header.ts";
import { NotificationReader } from "#lib/listener_kit/notification_reader.ts";
import { parsePayload } from "#lib/listener_kit/payload.ts";
import { parseTokens } from "#lib/listener_kit/tokens.ts";
import { python } from "#tests/support/python.ts";

const HEADER = "ver:3.0 server:h serial:1 pool:p poolserial:2 eventname:TICK_5 len:3\n";

Deno.test("a header line is read", () => {
  assert.deepEqual(parseHeader(HEADER), {
    ver: "3.0",
    server: "h",
    serial: 1,
    pool: "p",
    poolserial: 2,
    eventname: "TICK_5",
    len: 3,
  });
});

const BAD_HEADERS: readonly [line: string, message: string][] = [
  ["ver:3.0 server:h", "Cannot read notification: token 'serial' is missing"],
  [HEADER.replace(":3\n", ":x"), "Cannot read notification: len 'x' is not a decimal number"],
  [HEADER.replace(":3\n", ":-1"), "Cannot read notification: len '-1' is not a decimal number"],
  ["garbage", "Cannot parse tokens: 'garbage' has no colon"],
];

for (const [line, message] of BAD_HEADERS) {
  Deno.test(`a header line like ${JSON.stringify(line)} is refused: ${message}`, () => {
    assert.throws(() => parseHeader(line), { message });
  });
}

Deno.test("tokens are split at their first colon", () => {
  assert.deepEqual(parseTokens(" url:http://h:1  when:now\n"), { url: "http://h:1", when: "now" });
});

Deno.test("a payload is split as Python's childutils.eventdata does", async () => {
  const payloads = [
    "a:1 b:2\nx\ny\n",
    "type:t\n",
    "processname:é pid:1 channel:stdout\n\ndata: \u{1f600}",
  ];
  const theirs = await python(
    `from supervisor import childutils\nanswer = [childutils.eventdata(p) for p in given]`,
    payloads,
  );
  const ours = payloads.map(parsePayload).map(({ headers, data }) => [headers, data]);
  assert.deepEqual(ours, theirs);
});

Deno.test("a payload without a line feed has no data", () => {
  assert.deepEqual(parsePayload("when:5"), { headers: { when: "5" }, data: "" });
});

Deno.test("notifications are cut out of the stream, however it comes in chunks", () => {
  const payloads = fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(payloads, fc.array(fc.nat()), (texts, cuts) => {
    const stream = texts.map((text, i) =>
      envelopeLine({
        server: "hôte",
        serial: i,
        pool: "p",
        poolSerial: i,
        eventName: "TICK_5",
        length: measureText(text).codePoints,
      }) + text
    ).join("");
    const bytes = new TextEncoder().encode(stream);
    const edges = [0, ...cuts.map((at) => at % bytes.length).sort((a, b) => a - b), bytes.length];
    const reader = new NotificationReader();
    const read = edges.slice(1).flatMap((end, i) => reader.receive(bytes.slice(edges[i], end)));
    assert.deepEqual(read.map(({ payload }) => payload), texts);
    assert.deepEqual(read.map(({ header }) => header.serial), texts.map((_, i) => i));
  }));
});
