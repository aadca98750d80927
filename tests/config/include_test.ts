import assert from "node:assert/strict";
import { configOf, loadText, noticesOf, problemsOf } from "./support/memory_ports.ts";

const FILES = {
  "/work/conf.d/a.conf": "[program:a]\ncommand=%(here)s/a\nstartsecs=7\n",
  "/work/conf.d/b.conf": "[program:a]\nstartsecs=8\n[program:b]\ncommand=b\ndirectory=%(here)s\n",
  "/work/other/c.conf": "[include]\nfiles=nested.conf\n[program:c]\ncommand=c\n",
  "/work/other/nested.conf": "[program:nested]\ncommand=n\n",
};

function withInclude(files: string): string {
  return `[supervisord]\n[program:main]\ncommand=%(here)s/m\n[include]\nfiles=${files}\n`;
}

Deno.test("reads the files that match, sorted within each pattern", () => {
  const config = configOf(withInclude("other/c.conf conf.d/*.conf"), { files: FILES });
  assert.deepEqual(config.files, [
    ...["/work/s.conf", "/work/other/c.conf", "/work/conf.d/a.conf", "/work/conf.d/b.conf"],
  ]);
  assert.deepEqual(
    config.notices.map(({ level, message }) => `${level} ${message}`),
    config.files.slice(1).map((file) => `info Included extra file "${file}" during parsing`),
  );
});

Deno.test("later files win, over the main file as well, and keep their lines", () => {
  const main = withInclude("conf.d/*.conf") + "[program:a]\nstartsecs=1\nautostart=no\n";
  const config = configOf(main, { files: FILES });
  const process = config.groups.find((group) => group.name === "a")!.processes[0]!;
  assert.deepEqual([process.startsecs, process.autostart], [8, false]);
  assert.deepEqual(process.origins["startsecs"], { file: "/work/conf.d/b.conf", line: 2 });
  assert.deepEqual(process.origin, { file: "/work/s.conf", line: 6 });
});

Deno.test("%(here)s is the directory of the file it stands in", () => {
  const config = configOf(withInclude("conf.d/*.conf"), { files: FILES });
  const commands = config.groups.map(({ processes }) => processes[0]!.command);
  assert.deepEqual(commands, ["/work/conf.d/a", "b", "/work/m"]);
  assert.equal(config.groups[1]!.processes[0]!.directory, "/work/conf.d");
});

Deno.test("with an [include] section %(here)s is replaced everywhere, else only where it is known", () => {
  const server = "[inet_http_server]\nport=1\nusername=%(here)s\npassword=p\n";
  const config = configOf(withInclude("") + server);
  assert.equal(config.servers[0]!.credentials!.username, "/work");
  assert.match(
    problemsOf(`[supervisord]\n${server}`)[0]!,
    /contains names \('here'\) which cannot/,
  );
});

Deno.test("an [include] in an included file is not acted upon", () => {
  const config = configOf(withInclude("other/c.conf"), { files: FILES });
  assert.deepEqual(config.groups.map((group) => group.name), ["c", "main"]);
});

Deno.test("expands the patterns with the directory, the host and the environment", () => {
  const files = { "/work/node.example/x.conf": "", "/work/value/y.conf": "" };
  const text = withInclude("%(here)s/%(host_node_name)s/*.conf\n  %(ENV_V)s/y.conf");
  const config = configOf(text, { files, host: { env: { V: "value" } } });
  assert.deepEqual(config.files.slice(1), ["/work/node.example/x.conf", "/work/value/y.conf"]);
});

Deno.test("warns about a pattern without a match and a file that cannot be read", () => {
  const files = { "/work/conf.d/secret.conf": null, "/work/conf.d/dir/x": "" };
  assert.deepEqual(noticesOf(withInclude("no/*.conf conf.d/*"), { files }), [
    'No file matches via include "/work/no/*.conf"',
    'Could not read the included file "/work/conf.d/dir"',
    'Could not read the included file "/work/conf.d/secret.conf"',
  ]);
});

Deno.test("refuses an [include] without files and names that are not known", () => {
  const missing = ".ini file has [include] section, but no files setting";
  assert.deepEqual(problemsOf("[supervisord]\n[include]\n"), [missing]);
  assert.match(
    problemsOf(withInclude("%(program_name)s"))[0]!,
    /^Format string '%\(program_name\)s' for 'include.files' contains names \('program_name'\)/,
  );
});

Deno.test("names the included file in every mistake that it holds", () => {
  const files = {
    "/work/conf.d/1.conf": "[program:x]\ncommand=x\nstartsecs=x\n",
    "/work/conf.d/2.conf": "nothing\n",
    "/work/conf.d/3.conf": "[program:y]\nnothing\ncommand=y\n",
  };
  const loaded = loadText(withInclude("conf.d/*.conf"), { files });
  assert.ok(!loaded.ok);
  assert.deepEqual(
    loaded.problems.map(({ file, line, message }) => [file, line, message]),
    [
      [
        "/work/conf.d/2.conf",
        1,
        "File contains no section headers.\nfile: '/work/conf.d/2.conf', line: 1\n'nothing\\n'",
      ],
      [
        "/work/conf.d/3.conf",
        2,
        "Source contains parsing errors: '/work/conf.d/3.conf'\n\t[line  2]: 'nothing\\n'",
      ],
      [
        "/work/conf.d/1.conf",
        3,
        "invalid literal for int() with base 10: 'x' in section 'program:x' (file: '/work/conf.d/1.conf')",
      ],
    ],
  );
});
