import assert from "node:assert/strict";
import fc from "fast-check";
import { CaptureSplitter } from "#lib/output/capture.ts";
import { cutAt, latin, latinText } from "./bytes.ts";

const BEGIN = "<!--XSUPERVISOR:BEGIN-->";
const END = "<!--XSUPERVISOR:END-->";

class Received {
  plain = "";
  open = "";
  readonly messages: string[] = [];
  readonly pieces: string[] = [];
}

function splitter(): { received: Received; splitter: CaptureSplitter } {
  const received = new Received();
  return {
    received,
    splitter: new CaptureSplitter({
      plain(piece) {
        received.plain += latinText(piece);
        received.pieces.push(latinText(piece));
      },
      captured(piece) {
        received.open += latinText(piece);
      },
      complete() {
        received.messages.push(received.open);
        received.open = "";
      },
    }),
  };
}

/** What a stream means, found without any state: for comparison. */
function parse(stream: string): { plain: string; messages: string[]; open: string } {
  const result = { plain: "", messages: [] as string[], open: "" };
  for (let rest = stream;;) {
    const begin = rest.indexOf(BEGIN);
    if (begin === -1) return { ...result, plain: result.plain + rest };
    result.plain += rest.slice(0, begin);
    rest = rest.slice(begin + BEGIN.length);
    const end = rest.indexOf(END);
    if (end === -1) return { ...result, open: rest };
    result.messages.push(rest.slice(0, end));
    rest = rest.slice(end + END.length);
  }
}

Deno.test("tokens are found when the stream is split at any one position", () => {
  const stream = `one${BEGIN}two${END}<${BEGIN}${END}three<!--XSUPER${BEGIN}<!--${END}`;
  for (let at = 0; at <= stream.length; at++) {
    const { received, splitter: cut } = splitter();
    for (const chunk of cutAt(latin(stream), [at])) cut.push(chunk);
    assert.equal(received.plain, "one<three<!--XSUPER", `split at ${at}`);
    assert.deepEqual(received.messages, ["two", "", "<!--"], `split at ${at}`);
  }
});

Deno.test("tokens are found when every byte comes alone", () => {
  const { received, splitter: cut } = splitter();
  for (const byte of latin(`a${BEGIN}b${END}c`)) cut.push(Uint8Array.of(byte));
  cut.end();
  assert.deepEqual([received.plain, received.messages], ["ac", ["b"]]);
});

Deno.test("any stream split in any way means what it means in one piece", () => {
  const unit = fc.constantFrom(BEGIN, END, "<", "<!--", "<!--XSUPERVISOR:", "BEGIN-->", "x", "\n");
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 8 }), (
      parts,
      cuts,
    ) => {
      const stream = parts.join("");
      const { received, splitter: cut } = splitter();
      for (const chunk of cutAt(latin(stream), cuts)) cut.push(chunk);
      cut.end();
      assert.deepEqual(
        { plain: received.plain, messages: received.messages, open: received.open },
        parse(stream),
      );
    }),
    { numRuns: 2000 },
  );
});

Deno.test("short output is handed on at once; only what may begin a token waits", () => {
  const { received, splitter: cut } = splitter();
  cut.push(latin("plain\n"));
  assert.equal(received.plain, "plain\n");
  cut.push(latin("x<!--XSUP"));
  assert.equal(received.plain, "plain\nx");
  cut.push(latin("ER is no token"));
  assert.equal(received.plain, "plain\nx<!--XSUPER is no token");
});

Deno.test("the end of the stream frees a token prefix that was held back", () => {
  const { received, splitter: cut } = splitter();
  cut.push(latin("last <!--"));
  cut.end();
  assert.equal(received.plain, "last <!--");
  const captured = splitter();
  captured.splitter.push(latin(`${BEGIN}half <!--XSUPERVISOR:E`));
  captured.splitter.end();
  assert.equal(captured.received.open, "half <!--XSUPERVISOR:E");
  assert.deepEqual(captured.received.messages, []);
});

Deno.test("after a reset an open message and a held prefix are forgotten", () => {
  const { received, splitter: cut } = splitter();
  cut.push(latin(`${BEGIN}lost<!--`));
  cut.reset();
  cut.push(latin(`XSUPERVISOR:END-->plain`));
  assert.equal(received.plain, "XSUPERVISOR:END-->plain");
});

Deno.test("a chunk without tokens is handed on uncopied and in one piece", () => {
  const chunk = latin("a < b <! c");
  let given: Uint8Array | null = null;
  const cut = new CaptureSplitter({
    plain: (piece) => given = piece,
    captured: () => assert.fail("nothing is captured"),
    complete: () => assert.fail("nothing is complete"),
  });
  cut.push(chunk);
  assert.equal(given, chunk);
});

Deno.test("the plain output of a long stream is what stands outside of the tokens", () => {
  const body = "y".repeat(70_000);
  const { received, splitter: cut } = splitter();
  const stream = latin(`${body}${BEGIN}${body}${END}${body}`);
  for (let at = 0; at < stream.length; at += 4096) cut.push(stream.subarray(at, at + 4096));
  assert.equal(received.plain, body + body);
  assert.deepEqual(received.messages, [body]);
});
