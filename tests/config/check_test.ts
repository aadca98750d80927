import assert from "node:assert/strict";
import { runCheck } from "#daemon/check.ts";
import { parseDaemonArguments } from "#lib/config/command_line.ts";
import { memoryFileSystem, memoryHost, memoryUsers } from "./support/memory_ports.ts";

function check(text: string, ...words: string[]): { status: number; output: string } {
  const parsed = parseDaemonArguments(["--check", "-c", "s.conf", ...words]);
  assert.ok(parsed.kind === "check");
  let output = "";
  const status = runCheck({
    ...parsed,
    fs: memoryFileSystem({ "/work/s.conf": text, "/work/a.conf": "[program:a]\ncommand=a\n" }),
    host: memoryHost,
    users: memoryUsers,
    print: (line) => output += line,
  });
  return { status, output };
}

Deno.test("a configuration in order is status 0", () => {
  assert.deepEqual(check("[supervisord]\n"), { status: 0, output: "0 errors, 0 warnings\n" });
});

Deno.test("prints errors and warnings with their places, sorted by line", () => {
  const text = "[supervisord]\nidentifer=x\n[program:x]\nstartsecs=x\nnothing\n";
  assert.deepEqual(check(text), {
    status: 2,
    output:
      `/work/s.conf:2: warning: Unknown option identifer in section [supervisord] is ignored, did you mean identifier?
/work/s.conf:3: error: [program:x] command: program section program:x does not specify a command in section 'program:x' (file: 's.conf')
/work/s.conf:4: error: [program:x] startsecs: invalid literal for int() with base 10: 'x' in section 'program:x' (file: 's.conf')
/work/s.conf:5: error: Source contains parsing errors: 's.conf' [line  5]: 'nothing\\n'
3 errors, 1 warning
`,
  });
});

Deno.test("warnings alone are status 0, with --strict 1", () => {
  const text = "[supervisord]\nnope=1\n";
  assert.equal(check(text).status, 0);
  assert.equal(check(text, "--strict").status, 1);
  assert.equal(check("[supervisord]\n", "--strict").status, 0);
  assert.equal(check("", "--strict").status, 2);
});

Deno.test("included files are worth a line in JSON only", () => {
  const text = "[supervisord]\n[include]\nfiles=a.conf\n";
  assert.equal(check(text).output, "0 errors, 0 warnings\n");
  assert.equal(check(text, "--strict").status, 0);
  const { status, output } = check(text, "--json");
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(output), {
    ok: true,
    errors: 0,
    warnings: 0,
    findings: [{
      severity: "info",
      code: "include",
      message: 'Included extra file "/work/a.conf" during parsing',
      file: "/work/s.conf",
      line: 3,
      section: null,
      option: null,
    }],
  });
});

Deno.test("JSON has every error with its section and option", () => {
  const { status, output } = check("[supervisord]\nminfds=x\n", "--json");
  assert.equal(status, 2);
  assert.deepEqual(JSON.parse(output).findings, [{
    severity: "error",
    code: null,
    message: "invalid literal for int() with base 10: 'x'",
    file: "/work/s.conf",
    line: 2,
    section: "supervisord",
    option: "minfds",
  }]);
});

Deno.test("a file that is missing has no place", () => {
  const { status, output } = check("", "-d", "nodir");
  assert.equal(status, 2);
  const [first] = output.split("\n");
  assert.equal(first, "error: invalid value for -d 'nodir': nodir is not an existing directory");
});

Deno.test("passwords that Supervisor would not take are worth a note, and no warning", () => {
  const text = "[supervisord]\n[inet_http_server]\nport=9001\nusername=a\n" +
    "password={SCRYPT}ln=13,r=8,p=10$UwY$cBK\n" +
    "[unix_http_server]\nfile=/run/s\nusername=a\npassword_file=/etc/secret\n";
  const [hashed, inFile, ...rest] = check(text, "--strict").output.split("\n");
  assert.match(
    hashed!,
    /^\/work\/s\.conf:5: note: \[inet_http_server\] password: Supervisor does not know \{SCRYPT\}/,
  );
  assert.match(
    inFile!,
    /^\/work\/s\.conf:9: note: \[unix_http_server\] password_file: Supervisor does not know it/,
  );
  assert.deepEqual(rest, ["0 errors, 0 warnings", ""]);
  assert.equal(check(text, "--strict").status, 0);
  const { findings } = JSON.parse(check(text, "--json").output) as {
    findings: readonly { severity: string; code: string }[];
  };
  assert.deepEqual(findings.map(({ severity, code }) => `${severity} ${code}`), [
    "note one-way",
    "note one-way",
  ]);
  assert.doesNotMatch(check(text.replace("{SCRYPT}", "{SHA}")).output, /:5: note/);
});
