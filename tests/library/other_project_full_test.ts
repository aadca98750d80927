import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { REPOSITORY } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";

const PROGRAM = `
import { Supervisor } from "@denvisor/denvisor";

await using supervisor = await Supervisor.start({
  programs: { cat: { command: "/bin/cat", startsecs: 0, stdout_logfile: "cat.log" } },
});
const { promise, resolve } = Promise.withResolvers<string>();
supervisor.subscribe(({ process }) => resolve(process), ["PROCESS_STATE_RUNNING"]);
const name = await promise;
const { stdout_logfile, stderr_logfile } = await supervisor.getProcessInfo(name);
const noLog = await supervisor.readLog(0, 0).catch((fault) => fault.text);
console.log(JSON.stringify([name, stdout_logfile, stderr_logfile, noLog]));
`;

Deno.test("another project uses a checkout's library, and no file comes to be unasked", async () => {
  await using dir = await tempDir();
  const cwd = dir.at("cwd");
  const project = dir.at("project");
  for (const path of [cwd, project]) await Deno.mkdir(path);
  await Deno.writeTextFile(`${project}/main.ts`, PROGRAM);
  await Deno.writeTextFile(
    `${project}/deno.json`,
    JSON.stringify({
      links: [REPOSITORY],
      imports: { "@denvisor/denvisor": "jsr:@denvisor/denvisor@^0.1.0" },
    }),
  );
  const { code, stdout, stderr } = await runCommand(
    [Deno.execPath(), "run", "--quiet", "--check", "--allow-all", `${project}/main.ts`],
    { cwd, env: { ...Deno.env.toObject(), NO_COLOR: "1", TMPDIR: cwd }, within: 60_000 },
  );
  assert.deepEqual([code, stdout], [0, '["cat","cat.log","","NO_FILE"]\n'], stderr);
  assert.deepEqual([...Deno.readDirSync(cwd)].map(({ name }) => name), ["cat.log"]);
});
