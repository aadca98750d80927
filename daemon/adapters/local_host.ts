import { findTempDir } from "#lib/config/temp_dir.ts";
import type { Host } from "#lib/ports/file_system.ts";

/**
 * What a config can refer to beside files: directory, environment, names (config.md 3).
 *
 * A daemon that was started by the launcher is told the directory that it was started in, and which
 * variables it may read.
 */
export function readHost(
  told: { readonly cwd: string; readonly environment: readonly string[] } | null,
): Host {
  const env = told === null ? Deno.env.toObject() : readVariables(told.environment);
  const cwd = told?.cwd ?? Deno.cwd();
  return {
    cwd,
    home: env["HOME"] ?? null,
    tempDir: findTempDir(env, { cwd, isDirectory }),
    nodeName: Deno.hostname(),
    uid: Deno.uid() ?? 0,
    env,
  };
}

function readVariables(names: readonly string[]): Readonly<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const name of names) {
    const value = Deno.env.get(name);
    if (value !== undefined) env[name] = value;
  }
  return env;
}

function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
