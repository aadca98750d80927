import assert from "node:assert/strict";
import fc from "fast-check";
import { TerminalFilter, terminalText } from "#ctl/render/terminal_text.ts";

const ESC = "\x1b";

Deno.test("colours pass and everything else is shown", () => {
  const shown: Readonly<Record<string, string>> = {
    "plain\ttext\n": "plain\ttext\n",
    "größe λ \u{1f600}": "größe λ \u{1f600}",
    [`${ESC}[31mred${ESC}[0m`]: `${ESC}[31mred${ESC}[0m`,
    [`${ESC}[1;38;5;200mbold${ESC}[m`]: `${ESC}[1;38;5;200mbold${ESC}[m`,
    // Whoever forgets to end a colour does not colour what follows.
    [`${ESC}[31mred`]: `${ESC}[31mred${ESC}[0m`,
    [`${ESC}[2J`]: "^[[2J",
    [`${ESC}[31`]: "^[[31",
    [`${ESC}]0;title\x07`]: "^[]0;title^G",
    [`${ESC}c`]: "^[c",
    [`${ESC}[${"1;".repeat(60)}m`]: `^[[${"1;".repeat(60)}m`,
    "\x9b2J": "<9b>2J",
    "a\x7fb\x00c": "a^?b^@c",
    "dos\r\nunix\n": "dos\nunix\n",
    "over\rwritten": "over^Mwritten",
    "end\r": "end^M",
  };
  for (const [text, expected] of Object.entries(shown)) {
    assert.equal(terminalText(text), expected, JSON.stringify(text));
  }
});

const UNIT = fc.constantFrom("a", "\n", "\r", ESC, "[", "3", ";", "m", "J", "]", "\x07", "\x9b");

Deno.test("nothing but colours, tabs and line ends gets through, however the text is cut", () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: UNIT, maxLength: 10 })), (pieces) => {
    const filter = new TerminalFilter();
    const out = pieces.map((piece) => filter.filter(piece)).join("") + filter.end();
    const rest = out.replaceAll(new RegExp(`${ESC}\\[[0-9;:]*m`, "g"), "");
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(rest, /[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    assert.equal(out, terminalText(pieces.join("")));
  }));
});
