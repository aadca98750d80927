/**
 * Programs that write as fast as they can. The logs rotate; their pieces are counted together.
 *
 * @module
 */

import { PYTHON } from "#tests/support/python.ts";
import type { SubjectKind } from "#tests/support/subject_command.ts";
import { program, sleepers } from "../config.ts";
import { pathOf } from "../helpers.ts";
import type { Results } from "../results.ts";
import { Side } from "../side.ts";
import { median, percentile } from "../statistics.ts";

const MB = 1024 * 1024;

interface Load {
  readonly row: string;
  readonly writers: number;
  readonly block: number;
  /** Megabytes of each writer. */
  readonly megabytes: number;
  readonly idle?: number;
  readonly merged?: boolean;
}

/** How much is written. */
export interface LogOptions {
  readonly rounds: number;
  /** A part of the usual amounts, 0 to 1. */
  readonly part: number;
}

const LOADS: readonly Load[] = [
  { row: "log-64k", writers: 1, block: 64 * 1024, megabytes: 1024 },
  { row: "log-64b", writers: 1, block: 64, megabytes: 64 },
  { row: "log-merged", writers: 1, block: 64 * 1024, megabytes: 512, merged: true },
  { row: "log-50", writers: 50, block: 64 * 1024, megabytes: 20 },
  { row: "log-among-1000", writers: 1, block: 64 * 1024, megabytes: 64, idle: 1000 },
];

/** Measures every load that is wanted. */
export async function measureLogs(results: Results, options: LogOptions): Promise<void> {
  for (const load of LOADS) {
    if (!results.wants(load.row, `${load.row}-cpu`)) continue;
    const of = { ...load, megabytes: Math.ceil(load.megabytes * options.part) };
    await using denvisord = start("denvisord", of);
    await using supervisord = start("supervisord", of);
    if (load.idle !== undefined) {
      await Promise.all([denvisord, supervisord].map((side) => side.untilRunning(load.idle!)));
    }
    for (let round = 0; round < options.rounds; round++) {
      for (const side of [denvisord, supervisord]) await write(results, { ...of, side, round });
    }
  }
}

function start(kind: SubjectKind, load: Load): Side {
  const { writers, block, megabytes, idle = 0, merged = false } = load;
  const script = pathOf("programs/writer.bash");
  const writer = (dir: string, at: number): string =>
    program(`w${at}`, {
      command: `/bin/bash ${script} ${dir}/w${at}.done ${block} ${megabytes * MB / block}`,
      dir,
      more: `autostart=false\nautorestart=false\nstdout_logfile_maxbytes=50MB\n` +
        `stdout_logfile_backups=30\nredirect_stderr=${merged}`,
    });
  return Side.start(kind, ({ dir }) => ({
    programs: Array.from({ length: writers }, (_, at) => writer(dir, at)).join("\n") +
      sleepers(idle, dir),
    descriptors: idle > 0 ? 8000 : 1024,
  }));
}

async function write(
  results: Results,
  of: Load & { readonly side: Side; readonly round: number },
): Promise<void> {
  const { side, writers, megabytes, row } = of;
  const { dir } = side.place;
  const names = Array.from({ length: writers }, (_, at) => `w${at}`);
  await side.untilAnswer(20);
  const cpu = side.startCpu();
  await Promise.all(names.map((name) => side.rpc("startProcess", name, false)));
  const spans = await Promise.all(names.map(async (name) => {
    let text = "";
    while (!text.endsWith("\n")) text = await side.untilFile(`${dir}/${name}.done`);
    return text.split(" ").map(Number) as [number, number];
  }));
  const wanted = writers * megabytes * MB;
  const written = await settled(side, wanted);
  const seconds = Math.max(...spans.map(([, end]) => end)) -
    Math.min(...spans.map(([begin]) => begin));
  results.add(row, side.kind, wanted / 1e6 / seconds);
  results.add(`${row}-cpu`, side.kind, cpu() / 1000 / (wanted / 1e9));
  results.add("log-lost", side.kind, Math.abs(wanted - written));
  for (const name of names) {
    await stopped(side, name);
    await Deno.remove(`${dir}/${name}.done`);
  }
  for (const { name } of Deno.readDirSync(`${dir}/logs`)) {
    if (name.startsWith("w")) Deno.removeSync(`${dir}/logs/${name}`);
  }
}

/** The size of everything that was logged, when it has become `wanted` or stays as it is. */
async function settled(side: Side, wanted: number): Promise<number> {
  const deadline = performance.now() + 5000;
  const { dir } = side.place;
  while (logged(dir) < wanted && performance.now() < deadline) await side.pause(5);
  return logged(dir);
}

function logged(dir: string): number {
  let total = 0;
  for (const { name } of Deno.readDirSync(`${dir}/logs`)) {
    if (!/^w\d+\.out/.test(name)) continue;
    try {
      total += Deno.statSync(`${dir}/logs/${name}`).size;
    } catch {
      // It was rotated between the two calls: the next look finds it.
    }
  }
  return total;
}

async function stopped(side: Side, name: string): Promise<void> {
  for (;;) {
    const { statename } = await side.rpc("getProcessInfo", name) as { statename: string };
    if (statename === "EXITED") return;
    await side.pause(20);
  }
}

/** The way of single lines into a log. Both daemons at once: the writer sleeps most of the time. */
export async function measureLines(results: Results, count: number): Promise<void> {
  if (!results.wants("line", "line-p99")) return;
  for (const kind of ["denvisord", "supervisord", "denvisord", "supervisord"] as const) {
    await using side = Side.start(kind, ({ dir }) => ({
      programs: program("l", {
        command: `${PYTHON} ${pathOf("programs/lines.py")} ` +
          `${dir}/logs/l.out ${dir}/record ${count}`,
        dir,
        more: "autorestart=false",
      }),
    }));
    const record = JSON.parse(await side.untilFile(`${side.place.dir}/record`));
    results.add("line", kind, median(record.times));
    results.add("line-p99", kind, percentile(record.times, 0.99));
    results.add("log-lost", kind, record.lost);
  }
}
