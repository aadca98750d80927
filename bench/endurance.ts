/**
 * `deno task bench:endurance [MINUTES]`: both daemons with 200 programs that log, crash and are asked
 * about. Draws memory and descriptors over time into docs/images/endurance.svg.
 *
 * Exit status 1 when this daemon's memory grows by 1 MB a minute or more in the second half, or its
 * descriptors differ by more than ten between the quarters.
 *
 * @module
 */

import type { SubjectKind } from "#tests/support/subject_command.ts";
import { drawChart, type Series } from "./chart.ts";
import { program } from "./config.ts";
import { pathOf } from "./helpers.ts";
import { descriptorsOf, memoryOf } from "./procfs.ts";
import { type Sections, Side } from "./side.ts";
import { median, slopeOf } from "./statistics.ts";

const PROGRAMS = 200;
const SAMPLE_MS = 5000;
const CHART = new URL("../docs/images/endurance.svg", import.meta.url);
const COLOURS: Readonly<Record<SubjectKind, string>> = {
  denvisord: "#1d5fa8",
  supervisord: "#b5561b",
};

interface Sample {
  readonly minutes: number;
  readonly memory: number;
  readonly descriptors: number;
}

/** One of the daemons and what was seen of it. */
class Runner {
  readonly side: Side;
  readonly samples: Sample[] = [];
  asked = 0;

  constructor(side: Side) {
    this.side = side;
  }

  take(minutes: number): void {
    const { pid } = this.side;
    this.samples.push({ minutes, memory: memoryOf(pid), descriptors: descriptorsOf(pid) });
  }

  /** Asks for everything, and for the end of one log after the other, twice a second. */
  async ask(until: number): Promise<void> {
    while (performance.now() < until) {
      await this.side.rpc("getAllProcessInfo");
      await this.side.rpc("tailProcessStdoutLog", nameOf(this.asked++ % PROGRAMS), 0, 4096);
      await this.side.pause(500);
    }
  }

  /** Megabytes a minute in the second half. */
  slope(): number {
    const late = this.samples.slice(this.samples.length >> 1);
    return slopeOf(late.map(({ minutes, memory }) => [minutes, memory]));
  }

  /** Median number of descriptors in the first and in the last quarter. */
  descriptors(): readonly [first: number, last: number] {
    const counts = this.samples.map(({ descriptors }) => descriptors);
    const quarter = Math.max(1, counts.length >> 2);
    return [median(counts.slice(0, quarter)), median(counts.slice(-quarter))];
  }

  series(key: "memory" | "descriptors"): Series {
    const { kind } = this.side;
    const points = this.samples.map((sample) => [sample.minutes, sample[key]] as const);
    return { name: kind, colour: COLOURS[kind], points };
  }
}

const sections: Sections = ({ dir }) => ({
  programs: Array.from({ length: PROGRAMS }, (_, at) =>
    program(nameOf(at), {
      command: `/bin/bash ${pathOf("programs/chatter.bash")}`,
      dir,
      more: "stdout_logfile_maxbytes=100KB\nstdout_logfile_backups=2",
    })).join("\n"),
  descriptors: 2048,
});

Deno.exit(await main(Number(Deno.args[0] ?? 10)));

async function main(minutes: number): Promise<number> {
  if (!(minutes > 0)) {
    console.error("Use: deno task bench:endurance [MINUTES]");
    return 2;
  }
  await using denvisord = Side.start("denvisord", sections);
  await using supervisord = Side.start("supervisord", sections);
  const runners = [new Runner(denvisord), new Runner(supervisord)];
  await Promise.all(runners.map(({ side }) => side.untilRunning(PROGRAMS)));
  const begun = performance.now();
  const end = begun + minutes * 60_000;
  const sample = (): void => {
    for (const runner of runners) runner.take((performance.now() - begun) / 60_000);
  };
  sample();
  const timer = setInterval(sample, SAMPLE_MS);
  await Promise.all(runners.map((runner) => runner.ask(end)));
  clearInterval(timer);
  sample();
  await Deno.writeTextFile(
    CHART,
    drawChart([
      { title: "Resident memory, MB", series: runners.map((each) => each.series("memory")) },
      { title: "Open descriptors", series: runners.map((each) => each.series("descriptors")) },
    ], "min"),
  );
  for (const runner of runners) report(runner);
  const [first, last] = runners[0]!.descriptors();
  return runners[0]!.slope() < 1 && Math.abs(last - first) <= 10 ? 0 : 1;
}

function report(runner: Runner): void {
  const { side: { kind }, samples, asked } = runner;
  const restarts = runner.side.running().length - PROGRAMS;
  const [first, last] = runner.descriptors();
  console.log(
    `${kind}: ${samples[0]!.memory.toFixed(1)} MB at first, ${samples.at(-1)!.memory.toFixed(1)} ` +
      `at last, ${runner.slope().toFixed(2)} MB/min in the second half; ${first} and ${last} ` +
      `descriptors; ${restarts} restarts, asked ${2 * asked} times`,
  );
}

function nameOf(at: number): string {
  return `p${String(at).padStart(3, "0")}`;
}
