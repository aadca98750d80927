// needs: supervisor python3
/**
 * The INI dialect against the real Supervisor, over generated files.
 *
 * @module
 */

import assert from "node:assert/strict";
import fc from "fast-check";
import { readIni } from "#lib/config/ini.ts";
import { IniDocument } from "#lib/config/ini_document.ts";
import { askSupervisor } from "./oracle.ts";
import { sampleOf, textOf } from "./samples.ts";

Deno.test("reads the INI dialect as Supervisor does", async () => {
  const pieces = [
    ...["[a]", "[b]", "[DEFAULT]", "[a]x", "[]", "[]]", "\n", "\n", "\n", "\r\n", "\r", " ", "\t"],
    ...[
      "k=v",
      "K = v",
      "l: w",
      "=",
      ":",
      ";",
      "#",
      " ;c",
      " #c",
      "text",
      "é",
      "\u00a0",
      "\x1c",
      "\v",
    ],
  ];
  const start = fc.constantFrom("[a]\n", "[DEFAULT]\nd=1\n[a]\n", "");
  const text = fc.tuple(start, textOf(pieces, 30)).map(([head, rest]) => head + rest);
  const inputs = [
    ...[
      "",
      "a=b\n",
      "[a]\nb=1 ; c\n c\n\n  d\n# e\n f\n",
      "[a]\nx\ny\nz=1",
      "\n[a]\n  b=1\n  c=2\n",
    ],
    ...sampleOf(text, 4000),
  ];
  const answers = await askSupervisor(inputs.map((input) => ({ op: "ini", text: input })));
  inputs.forEach((input, index) => {
    const answer = answers[index]!;
    const theirs = answer.ok
      ? { defaults: answer["defaults"], sections: answer["sections"] }
      : { message: answer.message };
    assert.deepEqual(readDocument(input), theirs, JSON.stringify(input));
  });
});

/** The document in the shape of the oracle's answer: each section with `[DEFAULT]` in it. */
function readDocument(text: string): unknown {
  const document = new IniDocument();
  const problems = readIni({ text, file: "/x.conf", shown: "x.conf" }, document);
  if (problems.length > 0) {
    const [first = "", ...rest] = problems[0]!.message.split("\n");
    if (first.startsWith("File contains")) return { message: problems[0]!.message };
    const lines = problems.slice(1).map((problem) => problem.message.slice(first.length + 1));
    return { message: [first, ...rest, ...lines].join("\n") };
  }
  const withDefaults = (section: string) => {
    const merged = new Map([...document.defaults].map(([key, value]) => [key, value.text]));
    for (const [key, value] of document.section(section)!.values) merged.set(key, value.text);
    return [...merged];
  };
  return {
    defaults: [...document.defaults].map(([key, value]) => [key, value.text]),
    sections: document.sections.map(({ name }) => [name, withDefaults(name)]),
  };
}
