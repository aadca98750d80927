// needs: supervisor python3
import assert from "node:assert/strict";
import fc from "fast-check";
import {
  ListenerProtocol,
  type ListenerStep,
  MAX_RESULT_BYTES,
  MAX_RESULT_LINE,
} from "#lib/event/listener_protocol.ts";
import { parseResultLength } from "#lib/event/result_length.ts";
import { python } from "#tests/support/python.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);

/** Steps in short: `A>R` a transition, `ok`, `no`, `crash` a verdict, `bad(LINE)`. */
function brief(steps: readonly ListenerStep[]): string[] {
  return steps.map((step) => {
    if (step.kind === "transition") return `${step.from[0]}>${step.to[0]}`;
    if (step.kind === "bad-result-line") return `bad(${latin(step.line)})`;
    return { accepted: "ok", rejected: "no", failed: "crash" }[step.verdict.kind];
  });
}

/** A listener that accepts `OK`, rejects the rest, and whose judge crashes on `BOOM`. */
function protocol(): ListenerProtocol {
  return new ListenerProtocol((result) => {
    if (latin(result) === "BOOM") throw new Error("boom");
    return latin(result) === "OK";
  });
}

function busy(): ListenerProtocol {
  const listener = protocol();
  listener.receive(utf8("READY\n"));
  listener.eventSent();
  return listener;
}

function run(listener: ListenerProtocol, chunks: readonly string[]): string[] {
  return chunks.flatMap((chunk) => brief(listener.receive(utf8(chunk))));
}

const FRESH: readonly [what: string, chunks: string[], steps: string[], state: string][] = [
  ["waits for six bytes, whatever they are", ["READX"], [], "ACKNOWLEDGED"],
  ["becomes READY", ["READY\n"], ["A>R"], "READY"],
  ["becomes READY in pieces", ["REA", "", "DY\n"], ["A>R"], "READY"],
  ["is lost after six other bytes", ["hello\n"], ["A>U"], "UNKNOWN"],
  ["is lost when more follows READY at once (K-28)", ["READY\nx"], ["A>R", "R>U"], "UNKNOWN"],
  ["is lost when more follows READY later (K-28)", ["READY\n", "\n"], ["A>R", "R>U"], "UNKNOWN"],
  ["stays lost", ["hello\n", "READY\n"], ["A>U"], "UNKNOWN"],
];

for (const [what, chunks, steps, state] of FRESH) {
  Deno.test(`a listener that was started ${what}`, () => {
    const listener = protocol();
    assert.deepEqual(run(listener, chunks), steps);
    assert.equal(listener.state, state);
  });
}

const BUSY: readonly [what: string, chunks: string[], steps: string[], state: string][] = [
  ["waits for a whole line", ["RESULT 2"], [], "BUSY"],
  ["waits for the whole result", ["RESULT 2\nO"], [], "BUSY"],
  ["is done with OK", ["RESULT 2\nOK"], ["ok", "B>A"], "ACKNOWLEDGED"],
  ["is done with OK in pieces", ["RES", "ULT 2", "\n", "O", "K"], ["ok", "B>A"], "ACKNOWLEDGED"],
  ["can be READY in the same chunk", ["RESULT 2\nOKREADY\n"], ["ok", "B>A", "A>R"], "READY"],
  ["rejects with FAIL", ["RESULT 4\nFAIL"], ["no", "B>A"], "ACKNOWLEDGED"],
  ["rejects with anything but exactly OK (K-27)", ["RESULT 2\nok"], ["no", "B>A"], "ACKNOWLEDGED"],
  ["rejects with nothing, at once", ["RESULT 0\n"], ["no", "B>A"], "ACKNOWLEDGED"],
  ["may call its result as it likes (K-27)", ["1234567 2\nOK"], ["ok", "B>A"], "ACKNOWLEDGED"],
  ["may end its line as on Windows", ["RESULT 2\r\nOK"], ["ok", "B>A"], "ACKNOWLEDGED"],
  ["is lost when its result crashes the handler", ["RESULT 4\nBOOM", "x"], [
    "crash",
    "B>U",
  ], "UNKNOWN"],
  ["is lost with a bad line", ["RESULT x\nOK"], ["bad(RESULT x)", "B>U"], "UNKNOWN"],
  ["is lost with a line too short", ["READY\n"], ["bad(READY)", "B>U"], "UNKNOWN"],
  ["is lost with a negative length", ["RESULT -1\n"], ["bad(RESULT -1)", "B>U"], "UNKNOWN"],
];

for (const [what, chunks, steps, state] of BUSY) {
  Deno.test(`a listener that holds an event ${what}`, () => {
    const listener = busy();
    assert.deepEqual(run(listener, chunks), steps);
    assert.equal(listener.state, state);
  });
}

Deno.test("a listener that was restarted begins anew, with nothing of what came before", () => {
  const listener = busy();
  listener.receive(utf8("RESULT 5\nOKO"));
  listener.reset();
  assert.deepEqual(run(listener, ["READ", "Y\n"]), ["A>R"]);
  listener.eventSent();
  assert.deepEqual(run(listener, ["RESULT 2\nOK"]), ["ok", "B>A"]);
});

Deno.test("a listener whose event came back by EPIPE is READY as before", () => {
  const listener = busy();
  listener.eventReturned();
  assert.equal(listener.state, "READY");
});

Deno.test("however the bytes are cut, the outcome is the same", () => {
  const piece = fc.constantFrom(
    ..."READY\n|RESULT 2\nOK|RESULT 4\nFAIL|RESULT 0\n|RESULT 12\nREADY\nRESULT|RESULT x\n|RESULT |\n|é"
      .split("|"),
  );
  const input = fc.array(piece, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(fc.property(input, fc.array(fc.nat(40)), fc.boolean(), (text, cuts, startBusy) => {
    const bytes = utf8(text);
    const make = startBusy ? busy : protocol;
    const [whole, cut] = [make(), make()];
    const expected = brief(whole.receive(bytes));
    const edges = [0, ...cuts.map((at) => at % bytes.length).sort((a, b) => a - b), bytes.length];
    const scratch = new Uint8Array(bytes.length);
    const actual = edges.slice(1).flatMap((end, i) => {
      // Always the same memory, as a reader has that uses its buffer again.
      const chunk = scratch.subarray(0, end - edges[i]!);
      chunk.set(bytes.subarray(edges[i], end));
      return brief(cut.receive(chunk));
    });
    assert.deepEqual(actual, expected);
    assert.equal(cut.state, whole.state);
  }));
});

Deno.test("a result line is read as a number just as Python reads it", async () => {
  const alphabet = fc.constantFrom(..."0123456789_+- \t\n\v\f\r\x00x\x85".split(""));
  const odd = fc.sample(fc.string({ unit: alphabet, maxLength: 5 }), { numRuns: 400, seed: 5 });
  const texts = [...odd, "1_0", "1__0", "_1", "0x2", "1e3", "9".repeat(4300), "9".repeat(4301)];
  const theirs = await python(
    `
def read(text):
    try: return float(int(text.encode('latin-1')))
    except ValueError: return None
    except OverflowError: return 'inf'
answer = [read(text) for text in given]`,
    texts,
  ) as (number | "inf" | null)[];
  const ours = texts.map((text) => {
    const length = parseResultLength(Uint8Array.from(`RESULT ${text}`, (c) => c.charCodeAt(0)));
    return length === Infinity ? "inf" : length;
  });
  // Supervisor waits for ever for a negative number of bytes.
  const wanted = theirs.map((length) => typeof length === "number" && length < 0 ? null : length);
  assert.deepEqual(ours.map((n) => n === 0 ? 0 : n), wanted.map((n) => n === 0 ? 0 : n));
});

Deno.test("a line without end is bad as soon as it cannot be a number any more", () => {
  const long = "7".repeat(MAX_RESULT_LINE);
  for (const chunks of [[long, "7"], [`${long}7`], [`${long}7\n`], [...`${long}7`]]) {
    assert.deepEqual(run(busy(), chunks), [`bad(${long})`, "B>U"]);
  }
  assert.deepEqual(run(busy(), [long]), []);
});

Deno.test("a result that is too long is read to its end, not kept, and rejected", () => {
  const listener = new ListenerProtocol(() => assert.fail("must not be judged"));
  listener.receive(utf8("READY\n"));
  listener.eventSent();
  const size = MAX_RESULT_BYTES + 1;
  const chunk = new Uint8Array(size - 1);
  assert.deepEqual(brief(listener.receive(utf8(`RESULT ${size}\n`))), []);
  assert.deepEqual(brief(listener.receive(chunk)), []);
  assert.deepEqual(brief(listener.receive(utf8("xREADY\n"))), ["no", "B>A", "A>R"]);
});

Deno.test("a result of the greatest length is judged", () => {
  let judged = 0;
  const listener = new ListenerProtocol((result) => (judged = result.length) > 0);
  listener.receive(utf8("READY\n"));
  listener.eventSent();
  listener.receive(utf8(`RESULT ${MAX_RESULT_BYTES}\n`));
  assert.deepEqual(brief(listener.receive(new Uint8Array(MAX_RESULT_BYTES))), ["ok", "B>A"]);
  assert.equal(judged, MAX_RESULT_BYTES);
});
