/**
 * Builds the browser's part of the pages into `.build/web` when a source of it is newer, and what a
 * bundle of the daemon needs to have it inside: an import map in which `#web-client` is that file.
 *
 * @module
 */

import { ROOT } from "./testing/repository.ts";

const SOURCES = ["daemon/web", "lib", "deno.json", "deno.lock", "tools/build_web.ts"];
const OUTPUT = `${ROOT}/.build/web`;
const SCRIPT = `${OUTPUT}/app.js`;
const DAEMON_MAP = `${OUTPUT}/daemon_import_map.json`;

/** Builds if it must. @throws {Error} with what the bundler said */
export async function buildWeb(): Promise<void> {
  if (!isStale()) return;
  await Deno.mkdir(OUTPUT, { recursive: true });
  const begun = new Date();
  // Others may be reading, or building: everything is moved to its place when it is whole.
  const fresh = `${SCRIPT}.${Deno.pid}.js`;
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--minify", "--platform", "browser", "--format", "iife", "--frozen"],
      ...["--import-map", "daemon/web/client/import_map.json"],
      ...["--output", fresh, "daemon/web/client/main.tsx"],
    ],
    cwd: ROOT,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(`Cannot build the pages: ${new TextDecoder().decode(stderr)}`);
  await Deno.writeTextFile(`${DAEMON_MAP}.${Deno.pid}`, await daemonMap());
  await Deno.rename(`${DAEMON_MAP}.${Deno.pid}`, DAEMON_MAP);
  // What is saved meanwhile is newer than the result.
  await Deno.utime(fresh, begun, begun);
  await Deno.rename(fresh, SCRIPT);
}

/** The imports of deno.json seen from `.build/web`, with the script in place of none. */
async function daemonMap(): Promise<string> {
  const { imports } = JSON.parse(await Deno.readTextFile(`${ROOT}/deno.json`)) as {
    readonly imports: Readonly<Record<string, string>>;
  };
  const seen = Object.entries(imports).map(([name, target]) => [
    name,
    target.startsWith("./") ? `../../${target.slice(2)}` : target,
  ]);
  return JSON.stringify({ imports: { ...Object.fromEntries(seen), "#web-client": "./app.js" } });
}

function isStale(): boolean {
  const built = modified(SCRIPT);
  return built === 0 || modified(DAEMON_MAP) === 0 ||
    SOURCES.some((source) => latest(`${ROOT}/${source}`) > built);
}

/** A directory counts too: it is newer when a file in it came or went. */
function latest(path: string): number {
  let time = modified(path);
  if (!Deno.statSync(path).isDirectory) return time;
  for (const entry of Deno.readDirSync(path)) {
    time = Math.max(time, latest(`${path}/${entry.name}`));
  }
  return time;
}

function modified(path: string): number {
  try {
    return Deno.statSync(path).mtime?.getTime() ?? 0;
  } catch {
    return 0;
  }
}

if (import.meta.main) await buildWeb();
