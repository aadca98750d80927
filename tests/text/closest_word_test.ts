import assert from "node:assert/strict";
import fc from "fast-check";
import { closestWord } from "#lib/text/closest_word.ts";

const COMMANDS = ["start", "status", "stop", "shutdown", "signal", "tail", "restart", "reread"];

Deno.test("the nearest known word is suggested", () => {
  const pairs: Readonly<Record<string, string | null>> = {
    "statsu": "status",
    "strat": "start",
    "sotp": "stop",
    "tial": "tail",
    "Restart": "restart",
    "rereed": "reread",
    "x": null,
    "completely": null,
    "": null,
  };
  for (const [word, meant] of Object.entries(pairs)) {
    assert.equal(closestWord(word, COMMANDS), meant, word);
  }
});

Deno.test("one slip in a word of three letters or more is always forgiven", () => {
  const word = fc.string({ unit: fc.constantFrom(..."abcdef"), minLength: 3, maxLength: 12 });
  fc.assert(
    fc.property(word, fc.nat(), fc.constantFrom("drop", "add", "swap"), (text, at, slip) => {
      const place = at % text.length;
      const typed = slip === "drop"
        ? text.slice(0, place) + text.slice(place + 1)
        : slip === "add"
        ? `${text.slice(0, place)}x${text.slice(place)}`
        : text.slice(0, place) + text.slice(place, place + 2).split("").toReversed().join("") +
          text.slice(place + 2);
      assert.equal(closestWord(typed, [text]), text);
    }),
  );
});
