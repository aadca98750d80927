import assert from "node:assert/strict";
import { configOf, noticesOf, problemsOf } from "./support/memory_ports.ts";

const AB =
  "[supervisord]\n[program:a]\ncommand=%(group_name)s/%(program_name)s\n[program:b]\ncommand=b\n";

/** `group: process, process` for each group. */
function outline(text: string): readonly string[] {
  return configOf(text).groups.map(({ name, processes }) =>
    `${name}: ${processes.map((process) => process.name).join(", ")}`
  );
}

Deno.test("each program is a group of its own unless a group names it", () => {
  assert.deepEqual(outline(AB), ["a: a", "b: b"]);
  assert.deepEqual(outline(`${AB}[group:g]\nprograms=a`), ["b: b", "g: a"]);
});

Deno.test("groups are sorted by priority, then by name as text", () => {
  const text = "[supervisord]\n" + [["z", 1], ["b", 5], ["a", 5], ["B", 5], ["é", 5], ["n", -1]]
    .map(([name, priority]) => `[program:${name}]\ncommand=x\npriority=${priority}\n`).join("");
  assert.deepEqual(configOf(text).groups.map(({ name }) => name), ["n", "z", "B", "a", "b", "é"]);
});

Deno.test("members stand in the order of programs=, whatever their priority", () => {
  const text = `${AB}priority=1\n[group:g]\nprograms=b,\n  a\npriority=7\n`;
  assert.deepEqual(outline(text), ["g: b, a"]);
  assert.equal(configOf(text).groups[0]!.priority, 7);
});

Deno.test("a member knows its group", () => {
  const [group] = configOf(`${AB}[group:g]\nprograms=a`).groups.filter(({ name }) => name === "g");
  assert.equal(group!.processes[0]!.command, "g/a");
  assert.equal(configOf(AB).groups[0]!.processes[0]!.command, "a/a");
});

Deno.test("a group may be empty", () => {
  assert.deepEqual(outline("[supervisord]\n[group:g]\n[group:h]\nprograms=\n"), ["g: ", "h: "]);
});

Deno.test("a program in two groups runs twice (K-34)", () => {
  assert.deepEqual(outline(`${AB}[group:g]\nprograms=a\n[group:h]\nprograms=a,b\n`), [
    "g: a",
    "h: a, b",
  ]);
});

Deno.test("of two groups with one name the first is used, with a warning (K-34)", () => {
  const text = `${AB}[group:a]\nprograms=b\n`;
  assert.deepEqual(outline(text), ["a: b"]);
  assert.deepEqual(noticesOf(text), ["There are several groups named 'a', the first one is used"]);
});

Deno.test("of two members with one name the last is used, with a warning", () => {
  const text = `${AB}process_name=a\n[group:g]\nprograms=a,b\n`;
  assert.deepEqual(outline(text), ["g: a"]);
  assert.equal(configOf(text).groups[0]!.processes[0]!.command, "b");
  const notice = "[group:g] has several processes named 'a', the last one is used";
  assert.deepEqual(noticesOf(text), [notice]);
  assert.deepEqual(noticesOf(`${AB}[group:g]\nprograms=a,a,b\n`), [notice]);
});

Deno.test("a FastCGI program in a group is a plain program", () => {
  const text =
    "[supervisord]\n[fcgi-program:f]\ncommand=f\nsocket=nonsense\n[group:g]\nprograms=f\n";
  const { groups } = configOf(text);
  assert.deepEqual(groups.map(({ kind, name }) => `${kind} ${name}`), ["program g"]);
});

const MISTAKES: readonly (readonly [string, readonly string[]])[] = [
  ["[group:g]\nprograms=a,no,nor", [
    "[group:g] names unknown program or fcgi-program no",
    "[group:g] names unknown program or fcgi-program nor",
  ]],
  ["[group:g]\nprograms=a,", ["[group:g] names a program without a name (a comma too many)"]],
  ["[fcgi-program:a]\ncommand=a\nsocket=tcp://h:1\n[group:g]\nprograms=a", [
    "[group:g] name a is ambiguous (exists as program and fcgi-program)",
  ]],
  ["[group:g]\npriority=x", ["invalid literal for int() with base 10: 'x'"]],
  ["[group:a b]", ["Invalid name: 'a b' because of character: ' '"]],
  ["[group:]", ["section [group:] has no name after its colon"]],
  ["[program:]\ncommand=a", ["section [program:] has no name after its colon"]],
  ["[program: ]\ncommand=a", ["section [program: ] has no name after its colon"]],
  ["[program:x/y]\ncommand=a", ["Invalid name: 'x/y' because of character: '/'"]],
  ["[program:x]\ncommand=a\npriority=y", ["invalid literal for int() with base 10: 'y'"]],
];

Deno.test("says what is wrong with a group, B-05, B-44 and B-45 included", () => {
  for (const [body, messages] of MISTAKES) {
    assert.deepEqual(problemsOf(`${AB}${body}\n`), messages, body);
  }
});

Deno.test("an event listener is no member of a group", () => {
  const text = "[supervisord]\n[eventlistener:l]\ncommand=l\nevents=EVENT\n[group:g]\nprograms=l\n";
  assert.deepEqual(problemsOf(text), ["[group:g] names unknown program or fcgi-program l"]);
});

Deno.test("a name with blanks around it is trimmed", () => {
  assert.deepEqual(outline("[supervisord]\n[program: x ]\ncommand=a\n"), ["x: x"]);
});
