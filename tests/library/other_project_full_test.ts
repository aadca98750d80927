import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { REPOSITORY } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";

const PROGRAM = `
import { Supervisor } from "@denvisor/denvisor";

await using supervisor = await Supervisor.start({
  programs: { cat: { command: "/bin/cat", startsecs: 0 } },
});
const { promise, resolve } = Promise.withResolvers<string>();
supervisor.subscribe(({ process }) => resolve(process), ["PROCESS_STATE_RUNNING"]);
console.log(await promise, "runs");
`;

Deno.test("another project uses the library from a checkout, types included", async () => {
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("main.ts"), PROGRAM);
  await Deno.writeTextFile(
    dir.at("deno.json"),
    JSON.stringify({
      links: [REPOSITORY],
      imports: { "@denvisor/denvisor": "jsr:@denvisor/denvisor@^0.1.0" },
    }),
  );
  const { code, stdout, stderr } = await runCommand(
    [Deno.execPath(), "run", "--quiet", "--check", "--allow-all", "main.ts"],
    { cwd: dir.path, env: { ...Deno.env.toObject(), NO_COLOR: "1" }, within: 60_000 },
  );
  assert.deepEqual([code, stdout], [0, "cat runs\n"], stderr);
});
