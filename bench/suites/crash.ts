import { program } from "../config.ts";
import { pathOf } from "../helpers.ts";
import type { Results } from "../results.ts";
import { Side } from "../side.ts";
import { median, percentile } from "../statistics.ts";

/** How long a program that is killed is away, by the time stamps that it leaves itself. */
export async function measureCrash(results: Results, samples: number): Promise<void> {
  if (!results.wants("crash", "crash-p95")) return;
  const sections = ({ dir }: { readonly dir: string }): { programs: string } => ({
    programs: program("p", {
      command: `/bin/bash ${pathOf("programs/stamp.bash")} ${dir}/stamps`,
      dir,
    }),
  });
  await using denvisord = Side.start("denvisord", sections);
  await using supervisord = Side.start("supervisord", sections);
  await Promise.all([denvisord, supervisord].map(async (side) => {
    const times: number[] = [];
    for (let sample = 0; sample < samples; sample++) {
      // At any moment of supervisord's second.
      const last = await stamps(side, sample + 1);
      await side.pause(250 + 900 * Math.random());
      const start = performance.timeOrigin + performance.now();
      Deno.kill(last.pid, "SIGKILL");
      times.push((await stamps(side, sample + 2)).time - start);
    }
    results.add("crash", side.kind, median(times));
    results.add("crash-p95", side.kind, percentile(times, 0.95));
  }));
}

/** The last of at least `count` stamps. */
async function stamps(side: Side, count: number): Promise<{ time: number; pid: number }> {
  for (;;) {
    const text = await side.untilFile(`${side.place.dir}/stamps`);
    const lines = text.trimEnd().split("\n");
    if (lines.length >= count && text.endsWith("\n")) {
      const [seconds, pid] = lines.at(-1)!.split(" ");
      return { time: 1000 * Number(seconds), pid: Number(pid) };
    }
    await side.pause(5);
  }
}
