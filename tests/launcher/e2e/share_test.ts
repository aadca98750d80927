/**
 * What the launcher costs of a start. How long that takes depends on who else uses the machine, so it is
 * compared with the shortest thing that Deno can do, in turn, each by its best round; the figures in
 * milliseconds are printed. To see it fail, let bin/denvisord sleep for a tenth of a second.
 */
import assert from "node:assert/strict";
import { commandLine } from "#tests/support/proc.ts";
import { subjectHome } from "#tests/support/subject_home.ts";
import { framed } from "#tests/support/subject_place.ts";
import { tempDir } from "#tests/support/temp.ts";
import { median } from "../../../bench/statistics.ts";

const ROUNDS = 15;

/** Starts of an empty program that a launcher may take. */
const MOST = 4;

/** Milliseconds from the start of `argv` until `done` says so of its process. */
async function timed(
  argv: readonly string[],
  how: {
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
    readonly done: (pid: number) => boolean;
  },
): Promise<number> {
  const began = performance.now();
  const child = new Deno.Command(argv[0]!, {
    args: argv.slice(1),
    ...{ cwd: how.cwd, env: how.env, clearEnv: true },
    ...{ stdin: "null", stdout: "null", stderr: "null" },
  }).spawn();
  let over = false;
  const ended = child.status.then(() => over = true);
  while (!over && !how.done(child.pid)) await new Promise((resolve) => setTimeout(resolve, 0));
  const took = performance.now() - began;
  if (!over) child.kill("SIGKILL");
  await ended;
  return took;
}

Deno.test("the launcher has become the daemon after a few empty starts of Deno", async () => {
  await using home = await subjectHome("denvisord", {
    config: (place) =>
      framed(place, "[program:a]\ncommand=/bin/sleep 1\nautostart=false\n", { tcp: true }),
  });
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("empty.js"), "");
  const launch = home.command(["-n", "-c", home.place.config]);
  const empty = [Deno.execPath(), "run", "--quiet", "--no-config", "--no-lock", dir.at("empty.js")];
  const how = { cwd: home.cwd, env: home.env };
  const isDaemon = (pid: number) => commandLine(pid).some((word) => word.startsWith("--handover="));
  // The first one makes the bundles.
  await timed(launch, { ...how, done: isDaemon });
  const [launches, empties]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    launches.push(await timed(launch, { ...how, done: isDaemon }));
    empties.push(await timed(empty, { ...how, done: () => false }));
  }
  const [launcher, least] = [Math.min(...launches), Math.min(...empties)];
  console.log(
    `launcher: ${launcher.toFixed(1)} ms (median ${median(launches).toFixed(1)}), ` +
      `an empty program: ${least.toFixed(1)} ms (median ${median(empties).toFixed(1)})`,
  );
  assert.ok(launcher <= MOST * least, `${launcher} ms against ${least} ms`);
});
