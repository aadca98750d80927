import assert from "node:assert/strict";
import fc from "fast-check";
import { SECTIONS } from "#lib/config/options.ts";
import { renderProblems } from "#lib/config/problem.ts";
import { configOf, loadText, problemsOf } from "./support/memory_ports.ts";

const FIVE_MISTAKES = `[supervisord]
loglevel=loud
[program:a]
startsecs=soon
comand=/bin/a
[group:g]
programs=a,b
[inet_http_server]
port=99999
`;

Deno.test("five mistakes are five problems, each with its place", () => {
  const loaded = loadText(FIVE_MISTAKES);
  assert.ok(!loaded.ok);
  assert.deepEqual(
    loaded.problems.map(({ line, section, option }) => [line, section, option]),
    [
      [2, "supervisord", "loglevel"],
      [4, "program:a", "startsecs"],
      [3, "program:a", "command"],
      [7, "group:g", "programs"],
      [9, "inet_http_server", "port"],
    ],
  );
  assert.ok(loaded.problems.every(({ file }) => file === "/work/s.conf"));
  assert.deepEqual(loaded.notices.map(({ message }) => message), [
    "Unknown option comand in section [program:a] is ignored, did you mean command?",
  ]);
});

Deno.test("the first problem is told as Supervisor tells it, then all with their places", () => {
  const loaded = loadText(FIVE_MISTAKES);
  assert.ok(!loaded.ok);
  const suffix = "in section 'program:a' (file: 's.conf')";
  assert.equal(
    renderProblems(loaded.problems, "denvisord"),
    `Error: bad logging level name 'loud'
/work/s.conf:2: [supervisord] loglevel: bad logging level name 'loud'
/work/s.conf:4: [program:a] startsecs: invalid literal for int() with base 10: 'soon' ${suffix}
/work/s.conf:3: [program:a] command: program section program:a does not specify a command ${suffix}
/work/s.conf:7: [group:g] programs: [group:g] names unknown program or fcgi-program b
/work/s.conf:9: [inet_http_server] port: not a valid port number: '99999'
For help, use denvisord -h
`,
  );
});

Deno.test("unreadable lines of one file are told together, and the rest is read all the same", () => {
  const loaded = loadText("[supervisord]\nfoo\nminfds=x\nbar\n");
  assert.ok(!loaded.ok);
  assert.equal(
    renderProblems(loaded.problems, "d"),
    "Error: Source contains parsing errors: 's.conf'\n\t[line  2]: 'foo\\n'\n\t[line  4]: 'bar\\n'\n" +
      "/work/s.conf:3: [supervisord] minfds: invalid literal for int() with base 10: 'x'\nFor help, use d -h\n",
  );
});

Deno.test("messages name the file as it was given, places its absolute path", () => {
  const loaded = loadText("", {
    files: { "/work/log/x.conf": "[supervisord]\n[program:a]\n" },
    argv: ["-c", "log/../log/x.conf"],
  });
  assert.ok(!loaded.ok);
  assert.match(loaded.problems[0]!.message, /\(file: 'log\/\.\.\/log\/x\.conf'\)$/);
  assert.equal(loaded.problems[0]!.file, "/work/log/x.conf");
});

Deno.test("a mistake in [DEFAULT] is told for each section that takes it", () => {
  const text =
    "[DEFAULT]\nstartsecs=x\n[supervisord]\n[program:a]\ncommand=a\n[program:b]\ncommand=b\n";
  assert.equal(problemsOf(text).length, 2);
});

Deno.test("a file without any header has one problem", () => {
  assert.deepEqual(problemsOf("a=b\nc=d\n"), [
    "File contains no section headers.\nfile: 's.conf', line: 1\n'a=b\\n'",
  ]);
});

Deno.test("[supervisorctl] is no business of the daemon's", () => {
  assert.deepEqual(problemsOf("[supervisord]\n[supervisorctl]\nserverurl=%(nope)s\n"), []);
});

Deno.test("the result lists every file and the main one first", () => {
  const config = configOf("[supervisord]\n");
  assert.deepEqual([config.path, config.files], ["/work/s.conf", ["/work/s.conf"]]);
});

Deno.test("any text is loaded or refused, never more than that", () => {
  const headers = SECTIONS.map(({ header, shape }) =>
    `[${header}${shape === "named" ? ":x" : ""}]`
  );
  const keys = SECTIONS.flatMap(({ options }) => Object.keys(options));
  const piece = fc.oneof(
    fc.constantFrom(...headers).map((header) => `\n${header}\n`),
    fc.constantFrom(...keys).map((key) => `\n${key}=`),
    fc.constantFrom("1", "x", "%(here)s", "%(process_num)d", "%", "2", "0", ",", "true", "AUTO"),
    fc.string({ unit: "grapheme", maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const loaded = loadText(`[supervisord]\n${pieces.join("")}`);
      if (!loaded.ok) assert.ok(loaded.problems.length > 0);
    }),
    { numRuns: 300 },
  );
});

Deno.test("no setting depends on the order of independent sections", () => {
  const sections = [
    "[supervisord]\nidentifier=i\n",
    "[program:a]\ncommand=a\n",
    "[program:b]\ncommand=b\npriority=1\n",
    "[group:g]\nprograms=a\n",
    "[unix_http_server]\nfile=s\n",
    "[eventlistener:l]\ncommand=l\nevents=EVENT\n",
  ];
  const withoutPlaces = (text: string) =>
    JSON.stringify(
      configOf(text),
      (key, value) => key === "origin" || key === "origins" ? undefined : value,
    );
  const usual = withoutPlaces(sections.join(""));
  const shuffled = fc.shuffledSubarray(sections, { minLength: sections.length });
  fc.assert(fc.property(shuffled, (order) => {
    assert.equal(withoutPlaces(order.join("")), usual);
  }));
});
