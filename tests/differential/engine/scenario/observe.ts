/**
 * Making what a daemon did comparable: its log, its files.
 *
 * @module
 */

import { normaliseText } from "#tests/support/normalise.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";

/** Line shapes that name a process; the first group is the name. */
const NAMED: readonly RegExp[] = [
  /^\w+ (?:spawned: |killing |process )'([^']+)'/,
  /^\w+ (?:success|gave up|exited|stopped): (\S+)/,
  /^\w+ (?:killing|sending) (\S+) \(pid/,
  // A daemon that looks at its servers first writes these later (B-04).
  /^\w+ (?:Creating|Closing) socket (\S+)/,
];

/** Denvisor tells who asked for a change; supervisord has no such line. */
const WHO_DID_IT = /^INFO \S+ called \w+\.\w+\(/;

/**
 * The activity log as lines without time stamps.
 *
 * Reports about waiting come while something takes its time, in supervisord also when its loop is
 * late. Only the first of each shutdown is kept, whose list of names does not depend on that. A
 * SIGKILL that had to be repeated counts once.
 */
export function logLines(text: string, place: SubjectPlace): string[] {
  const kept: string[] = [];
  let reported = false;
  for (const line of normaliseText(text, place).split("\n")) {
    if (line === "" || /^INFO waiting for \S+ to stop$/.test(line)) continue;
    if (WHO_DID_IT.test(line)) continue;
    if (line.startsWith("INFO supervisord started")) reported = false;
    if (/^INFO waiting for .* to die$/.test(line)) {
      if (reported) continue;
      reported = true;
    }
    if (/^WARN killing /.test(line) && kept.at(-1) === line) continue;
    kept.push(line);
  }
  return kept;
}

/** Lines by the process they name: the order between processes is a matter of timing. */
export function byProcess(lines: readonly string[]): Record<string, string[]> {
  const grouped: Record<string, string[]> = {};
  for (const line of lines) {
    const name = NAMED.map((shape) => shape.exec(line)?.[1]).find((found) => found !== undefined);
    (grouped[name ?? ""] ??= []).push(line);
  }
  return grouped;
}

/** Every file below the run's directory with mode and content, but the harness's own. */
export async function filesLeft(
  place: SubjectPlace,
  ignore: RegExp | undefined,
): Promise<Record<string, string>> {
  const described: [name: string, content: string][] = [];
  for (const path of await walk(place.dir, "")) {
    if (/^(supervisord\.conf$|scratch\/|activity\.log)/.test(path) || ignore?.test(path)) continue;
    described.push([normaliseText(path, place), await describeFile(place.at(path), place)]);
  }
  // Names that differed in their random part only are told apart by a mark, in a stable order.
  const found: Record<string, string> = {};
  for (const [name, content] of described.sort()) {
    let unique = name;
    while (Object.hasOwn(found, unique)) unique += "'";
    found[unique] = content;
  }
  return found;
}

async function walk(dir: string, prefix: string): Promise<string[]> {
  const paths: string[] = [];
  for await (const entry of Deno.readDir(`${dir}/${prefix}`)) {
    const path = prefix === "" ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory) paths.push(...await walk(dir, path));
    else paths.push(path);
  }
  return paths;
}

async function describeFile(path: string, place: SubjectPlace): Promise<string> {
  const info = await Deno.lstat(path);
  const mode = ((info.mode ?? 0) & 0o7777).toString(8).padStart(4, "0");
  if (!info.isFile) {
    return `${mode} ${info.isSocket ? "socket" : info.isFifo ? "fifo" : "other"}`;
  }
  const bytes = await Deno.readFile(path);
  if (bytes.length <= 4_000) {
    const text = new TextDecoder("latin1").decode(bytes);
    return `${mode} ${JSON.stringify(normaliseText(text, place))}`;
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `${mode} ${bytes.length} bytes ${digest.toHex()}`;
}
