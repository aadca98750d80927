import assert from "node:assert/strict";
import fc from "fast-check";
import { readIni } from "#lib/config/ini.ts";
import { IniDocument } from "#lib/config/ini_document.ts";

function read(text: string) {
  const document = new IniDocument();
  const problems = readIni({ text, file: "/etc/s.conf", shown: "s.conf" }, document);
  return { document, problems };
}

/** Values by section and key, `[DEFAULT]` left out. */
function values(text: string): Record<string, Record<string, string>> {
  const { document, problems } = read(text);
  assert.deepEqual(problems, [], text);
  return Object.fromEntries(
    document.sections.map(({ name, values }) => [
      name,
      Object.fromEntries([...values].map(([key, value]) => [key, value.text])),
    ]),
  );
}

const COMMANDS: readonly (readonly [string, string])[] = [
  ["command=/bin/cat ; c", "/bin/cat"],
  ["command=/bin/cat # c", "/bin/cat"],
  ["command=/bin/cat\t;c", "/bin/cat"],
  ["command=/bin/cat;c", "/bin/cat;c"],
  ["command=/bin/cat#c", "/bin/cat#c"],
  ["command=x ;y ;z", "x"],
  ["command=x;y ;z", "x;y"],
  ["command=x#y;z ;w", "x#y;z"],
  ["command= ;x", ""],
  ["command=", ""],
  ["command=sh -c 'a ; b'", "sh -c 'a"],
  ["command : x", "x"],
  ["command: a=b", "a=b"],
  ["command==eq", "=eq"],
  ["COMMAND = x  ", "x"],
  ["command=a\n  ; com\n  b", "a\nb"],
  ["command=a\n; com\n  b", "a\nb"],
  ["command=a\n\n  b", "a\n\nb"],
  ["command=a\n\n\n", "a"],
  ["command=a\n b=c", "a\nb=c"],
  ["command=a\n [x]", "a\n[x]"],
  ["command=a\r\n  b\r\n", "a\nb"],
  ["command=a\rother=b", "a"],
  ["command=a\ncommand=b", "b"],
  ["command=a\n[y]\n[x]\ncommand=b", "b"],
  ["  command=a\n  other=b", "a"],
];

Deno.test("reads values, comments and continuations as Python's parser does", () => {
  for (const [line, value] of COMMANDS) {
    assert.equal(values(`[x]\n${line}`)["x"]!["command"], value, line);
  }
});

Deno.test("an option at the indent of the one before is no continuation", () => {
  assert.deepEqual(values("[x]\n  a=1\n  b=2\n c=3"), { x: { a: "1", b: "2", c: "3" } });
});

Deno.test("takes a header up to its last bracket and as it stands", () => {
  const text = "[a]b\n[c]d]e\n[ f ]\n[G]\n  [h]\n[]]\n";
  assert.deepEqual(Object.keys(values(text)), ["a", "c]d", " f ", "G", "h", "]"]);
});

Deno.test("merges sections, keys in order of their first appearance", () => {
  const { document } = read("[x]\na=1\nb=2\n[y]\n[x]\na=3\nc=4\n");
  assert.deepEqual(document.sections.map(({ name }) => name), ["x", "y"]);
  assert.deepEqual([...document.section("x")!.values.keys()], ["a", "b", "c"]);
  assert.equal(document.get("x", "a")!.text, "3");
});

Deno.test("keys of [DEFAULT] stand in for what a section lacks", () => {
  const { document } = read("[x]\na=1\n[DEFAULT]\na=d\nb=e\n");
  assert.deepEqual(document.sections.map(({ name }) => name), ["x"]);
  assert.equal(document.get("x", "a")!.text, "1");
  assert.equal(document.get("x", "b")!.text, "e");
  assert.equal(document.get("x", "c"), null);
  assert.deepEqual(document.keys("x"), ["a", "b"]);
});

Deno.test("knows the line of every header and key", () => {
  const { document } = read("; first\n\n[x]\r\na=1\n  more\nb=2\n[x]\na=3\n");
  assert.deepEqual(document.section("x")!.origin, { file: "/etc/s.conf", line: 3 });
  assert.deepEqual(document.get("x", "b")!.origin, { file: "/etc/s.conf", line: 6 });
  assert.deepEqual(document.get("x", "a")!.origin, { file: "/etc/s.conf", line: 8 });
});

Deno.test("skips a byte order mark", () => {
  assert.deepEqual(values("\ufeff[x]\na=1"), { x: { a: "1" } });
});

Deno.test("a key may be called like a property of an object", () => {
  assert.equal(
    read("[__proto__]\nconstructor=1").document.get("__proto__", "constructor")!.text,
    "1",
  );
});

Deno.test("reports a line before any header, once", () => {
  assert.deepEqual(read("\na=b\nc=d\n[x]\n").problems, [{
    line: 2,
    message: "File contains no section headers.\nfile: 's.conf', line: 2\n'a=b\\n'",
  }]);
});

Deno.test("reports every line that is no option and reads on", () => {
  const { document, problems } = read("[x]\nfoo\na=1\n  fine\nREM it's\n=v");
  const head = "Source contains parsing errors: 's.conf'";
  assert.deepEqual(problems, [
    { line: 2, message: `${head}\n\t[line  2]: 'foo\\n'` },
    { line: 5, message: `${head}\n\t[line  5]: "REM it's\\n"` },
    { line: 6, message: `${head}\n\t[line  6]: '=v'` },
  ]);
  assert.equal(document.get("x", "a")!.text, "1\nfine");
});

Deno.test("what is written plainly is read back", () => {
  const name = fc.stringMatching(/^[a-z][a-z_]{0,8}$/);
  const value = fc.stringMatching(
    /^[A-Za-z0-9/$%.,'"-]([A-Za-z0-9/$%.,'" =:-]*[A-Za-z0-9/$%.,'"-])?$/,
  );
  const section = fc.dictionary(name, value, { noNullPrototype: true });
  fc.assert(fc.property(fc.dictionary(name, section, { noNullPrototype: true }), (sections) => {
    const text = Object.entries(sections).map(([header, options]) =>
      [`[${header}]`, ...Object.entries(options).map(([key, given]) => `${key} = ${given} ; note`)]
        .join(
          "\n",
        )
    ).join("\n\n");
    assert.deepEqual(values(text), sections);
  }));
});

Deno.test("any text is read without an exception", () => {
  const piece = fc.constantFrom("[", "]", "=", ":", ";", "#", " ", "\t", "\n", "\r", "a", "é");
  fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
    read(pieces.join(""));
  }));
});
