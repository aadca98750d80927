import type { Host } from "#lib/ports/file_system.ts";

/** What a config can refer to beside files: directory, environment, names (config.md 3). */
export function readHost(): Host {
  const env = readEnvironment();
  return {
    cwd: Deno.cwd(),
    home: env["HOME"] ?? null,
    tempDir: findTempDir(env),
    nodeName: Deno.hostname(),
    uid: Deno.uid() ?? 0,
    env,
  };
}

/** The whole environment, or of it what the daemon may read: the names that its config refers to. */
function readEnvironment(): Readonly<Record<string, string>> {
  if (Deno.permissions.querySync({ name: "env" }).state === "granted") return Deno.env.toObject();
  // A scoped daemon cannot list names, only ask for one: those that a lookup asks for are read then.
  return new Proxy<Record<string, string>>({}, {
    get: (_, name) => typeof name === "string" ? readVariable(name) : undefined,
    has: (_, name) => typeof name === "string" && readVariable(name) !== undefined,
    getOwnPropertyDescriptor: (_, name) => {
      const value = typeof name === "string" ? readVariable(name) : undefined;
      return value === undefined ? undefined : { value, enumerable: true, configurable: true };
    },
  });
}

function readVariable(name: string): string | undefined {
  try {
    return Deno.env.get(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}

/** Python's search for a directory for temporary files. */
function findTempDir(env: Readonly<Record<string, string>>): string {
  const candidates = [env["TMPDIR"], env["TEMP"], env["TMP"], "/tmp", "/var/tmp", "/usr/tmp"];
  return candidates.find((path) => path !== undefined && path !== "" && isDirectory(path)) ??
    Deno.cwd();
}

function isDirectory(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
