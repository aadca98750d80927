import assert from "node:assert/strict";
import { pluginArguments } from "#ctl/plugin_arguments.ts";
import { methodHelp, type PluginParameter } from "#ctl/plugin_methods.ts";

/** `name:type`, with `?` at the end of one that may be left out. */
function params(...words: readonly string[]): readonly PluginParameter[] {
  return words.map((word) => {
    const [name = "", type = ""] = word.replace("?", "").split(":");
    return { name, type, optional: word.endsWith("?") };
  });
}

Deno.test("words become what the parameters want", () => {
  const wanted = params("a:string", "b:int", "c:boolean", "d:array", "e:struct");
  const words = ["10", "-5", "No", '["x",1]', '{"k":', "[true,", "null]}"];
  assert.deepEqual(pluginArguments(words, wanted), [
    "10",
    -5,
    false,
    ["x", 1],
    { k: [true, null] },
  ]);
});

Deno.test("a text in the last place takes the words that are left, a number does not", () => {
  assert.deepEqual(pluginArguments(["web", "is", "down"], params("n:string", "text:string")), [
    "web",
    "is down",
  ]);
  assert.throws(() => pluginArguments(["1", "2"], params("n:int")), {
    message: "there is nothing that '2' could be",
  });
  assert.throws(() => pluginArguments(["x"], []), { message: /'x'/ });
});

Deno.test("what may be left out is left out", () => {
  const wanted = params("a:string", "b:int?", "c:string?");
  assert.deepEqual(pluginArguments(["x"], wanted), ["x"]);
  assert.deepEqual(pluginArguments(["x", "3"], wanted), ["x", 3]);
  assert.throws(() => pluginArguments([], wanted), { message: "'a' is missing" });
});

Deno.test("words that do not fit are named with the parameter", () => {
  const refused: readonly (readonly [string, string])[] = [
    ["int", "1.5"],
    ["int", ""],
    ["boolean", "maybe"],
    ["array", "[1"],
    ["struct", "{x}"],
  ];
  for (const [type, word] of refused) {
    assert.throws(() => pluginArguments([word], params(`n:${type}`)), {
      message: `'n' must be ${type}, not '${word}'`,
    });
  }
});

Deno.test("help shows which words may be left out", () => {
  const method = { name: "greet", doc: "Greet.", params: params("who:string", "times:int?") };
  assert.deepEqual(methodHelp("p", method), ["p greet WHO [TIMES]", "Greet."]);
});
