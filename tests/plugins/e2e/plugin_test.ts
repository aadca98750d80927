import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { runCommand } from "#tests/support/command.ts";
import { until } from "#tests/support/deadline.ts";
import { REPOSITORY, subjectEnv, SVCTL } from "#tests/support/subject_command.ts";
import { framed } from "#tests/support/subject_place.ts";
import { type TempDir, tempDir } from "#tests/support/temp.ts";

const LIBRARY = `${REPOSITORY}/lib/plugin/define_plugin.ts`;

/** A plugin that keeps notes in a file, and says good-bye there. */
const NOTES = `import { defineMethod, definePlugin } from "${LIBRARY}";
import { shout } from "./words/shout.ts";
export const plugin = definePlugin({
  permissions: ({ file }) => ({ write: [file], read: [file] }),
  start({ options: { file }, subscribe, supervisor }) {
    const note = (text) => Deno.writeTextFileSync(file, text + "\\n", { append: true });
    note("begin");
    subscribe(({ process }) => note("running " + process), ["PROCESS_STATE_RUNNING"]);
    return {
      methods: {
        add: defineMethod({
          doc: "Add a note.",
          params: [{ name: "text", type: "string", doc: "What to note." }],
          result: "int",
          returns: "Its length.",
          changes: true,
          call({ text }) {
            note(shout(text));
            return text.length;
          },
        }),
        peek: defineMethod({
          doc: "Read a file that nobody has granted.",
          params: [],
          result: "string",
          returns: "Its text.",
          call: () => Deno.readTextFileSync("/etc/hostname"),
        }),
        states: defineMethod({
          doc: "The states of all processes.",
          params: [],
          result: "struct",
          returns: "State by name.",
          async call() {
            const infos = await supervisor.getAllProcessInfo();
            return Object.fromEntries(infos.map((info) => [info.name, info.statename]));
          },
        }),
      },
      async [Symbol.asyncDispose]() {
        note("end");
      },
    };
  },
});
`;

const SHOUT = `export function shout(text) { return text.toUpperCase(); }\n`;

/** The same module, loaded with and without what it needs, and one whose imports are not granted. */
const SECTIONS = `[program:cat]
command=/bin/cat
startsecs=0

[include]
files=PLUGINS/plugins.conf
`;

const PLUGIN_SECTIONS = `[plugin:notes]
module=notes.ts
allow_read=./words,notes
allow_write=notes
file=%(here)s/notes

[plugin:poor]
module=notes.ts
file=/srv/elsewhere

[plugin:lonely]
module=lonely.ts
`;

/** Modules in a directory that the daemon has no other business in. */
async function pluginDirectory(): Promise<TempDir> {
  const dir = await tempDir();
  await Deno.mkdir(dir.at("words"));
  const lonely = 'import "./other.ts";\nexport const plugin = { start() {} };\n';
  const files = {
    "plugins.conf": PLUGIN_SECTIONS,
    "notes.ts": NOTES,
    "words/shout.ts": SHOUT,
    "other.ts": "export const x = 1;\n",
    "lonely.ts": lonely,
  };
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(dir.at(name), text);
  }
  return dir;
}

function start(plugins: TempDir): Promise<Subject> {
  return startSubject("denvisord", {
    config: (place) => framed(place, SECTIONS.replace("PLUGINS", plugins.path)),
  });
}

async function notes(plugins: TempDir): Promise<readonly string[]> {
  const text = await Deno.readTextFile(plugins.at("notes"));
  return text.split("\n").filter((line) => line !== "");
}

Deno.test("a plugin does what its section grants, over restarts, and nothing else", async () => {
  await using plugins = await pluginDirectory();
  await using subject = await start(plugins);
  const count = async (word: string): Promise<number> =>
    (await notes(plugins)).filter((line) => line === word).length;
  await until(async () => await count("running cat") === 1, { within: 10_000, what: "the note" });
  assert.equal(await subject.rpc("notes.add", "grüße"), 5);
  assert.deepEqual(await notes(plugins), ["begin", "running cat", "GRÜSSE"]);
  assert.deepEqual(await subject.rpc("notes.states"), { cat: "RUNNING" });
  await assert.rejects(subject.rpc("notes.peek"), (error: Error & { code: number }) => {
    assert.equal(error.code, 30);
    assert.match(error.message, /FAILED: notes\.peek: Requires read access to "\/etc\/hostname"/);
    return true;
  });
  const log = await subject.log();
  assert.match(log, /INFO plugin:notes: started\n/);
  assert.match(log, /ERRO plugin:notes: notes\.peek: NotCapable: Requires read access/);
  const needed = "allow_read=/srv/elsewhere and allow_write=/srv/elsewhere in its section";
  assert.ok(log.includes(`ERRO plugin:poor: not started: It needs ${needed}\n`), log);
  const unread = `it imports '${plugins.at("other.ts")}', which allow_read= of its section`;
  assert.ok(log.includes(unread), log);

  await subject.rpc("restart");
  const again = async (): Promise<boolean> => await count("running cat") === 2;
  await until(again, { within: 20_000, what: "the plugin's second life" });
  assert.deepEqual(await notes(plugins), [
    ...["begin", "running cat", "GRÜSSE", "end"],
    ...["begin", "running cat"],
  ]);
});

Deno.test("the methods of a plugin are commands of svctl, with help", async () => {
  await using plugins = await pluginDirectory();
  await using subject = await start(plugins);
  const svctl = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCommand(
      [SVCTL, "-c", subject.place.config, ...words],
      { env: subjectEnv(), within: 60_000 },
    );
    return `${code} ${stdout}${stderr}`;
  };
  const help = "notes add TEXT\t\tAdd a note.\n" +
    "notes peek\t\tRead a file that nobody has granted.\n" +
    "notes states\t\tThe states of all processes.\n";
  assert.equal(await svctl("notes"), `0 ${help}`);
  assert.equal(await svctl("help", "notes"), `0 ${help}`);
  assert.equal(await svctl("notes", "add", "three", "plain", "words"), "0 17\n");
  assert.ok((await notes(plugins)).includes("THREE PLAIN WORDS"));
  assert.equal(await svctl("notes", "states", "--json"), '0 {\n  "cat": "RUNNING"\n}\n');
  assert.equal(
    await svctl("notes", "add"),
    "1 Error: notes add: 'text' is missing\nnotes add TEXT\t\tAdd a note.\n",
  );
  assert.equal(await svctl("notes", "remove"), "1 *** Unknown method: notes remove\n");
  assert.match(await svctl("notes", "peek"), /^1 error: <Fault 30: 'FAILED: notes\.peek: Requires/);
  const granted = await svctl("permissions");
  assert.match(granted, /read +\S+\/lib\/plugin +\[plugin:notes\] module: what plugins import/);
  assert.match(granted, /write +\S+\/notes +\[plugin:notes\] allow_write +\S+plugins\.conf:4/);
  for (const word of ["note", "supervisor", "system"]) {
    assert.equal(await svctl(word, "add"), `1 *** Unknown syntax: ${word} add\n`);
  }
});

Deno.test("a module that is not there keeps the daemon from starting, by name and line", async () => {
  const config = "[supervisord]\nnodaemon=true\n[plugin:p]\nmodule=./gone.ts\n";
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("s.conf"), config);
  const { code, stderr } = await runCommand(
    [`${REPOSITORY}/bin/denvisord`, "-n", "-c", dir.at("s.conf")],
    { env: subjectEnv(), within: 60_000 },
  );
  const message = `Cannot find the module './gone.ts': there is no ${dir.at("gone.ts")}`;
  assert.equal(code, 2);
  assert.ok(stderr.startsWith(`Error: ${message}\n`), stderr);
  assert.ok(stderr.includes(`${dir.at("s.conf")}:4: [plugin:p] module: ${message}\n`), stderr);
});
