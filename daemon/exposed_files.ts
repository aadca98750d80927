import type { Config } from "#lib/config/config.ts";

const OTHERS_READ = 0o004;
const OTHERS_WRITE = 0o002;

/**
 * What to warn of at start: files with secrets that every user of the machine can read, and
 * configuration that every user could change. One text for each.
 */
export function exposedFiles(config: Config): readonly string[] {
  const secrets = secretFiles(config);
  const files = new Set([...config.files, ...secrets.keys()]);
  return [...files].flatMap((path) => {
    const mode = modeOf(path);
    const secret = secrets.get(path);
    const warnings: string[] = [];
    if (secret !== undefined && (mode & OTHERS_READ) !== 0) {
      warnings.push(`'${path}' holds ${secret} and can be read by every user (chmod o-r)`);
    }
    if ((mode & OTHERS_WRITE) !== 0) {
      warnings.push(`'${path}' can be changed by every user (chmod o-w)`);
    }
    return warnings;
  });
}

/** Paths with what is secret in them. */
function secretFiles(config: Config): ReadonlyMap<string, string> {
  const secrets = new Map<string, string>();
  for (const { credentials, origin, origins, passwordFile, section, tls } of config.servers) {
    if (credentials !== null && credentials.password !== "") {
      secrets.set((origins["password"] ?? origin).file, `the password of [${section}]`);
    }
    if (passwordFile !== null) secrets.set(passwordFile.path, `the password of [${section}]`);
    if (tls !== null) secrets.set(tls.key, `the private key of [${section}]`);
  }
  return secrets;
}

/** Permission bits; 0 where nothing can be said, as on systems without them. */
function modeOf(path: string): number {
  try {
    return (Deno.statSync(path).mode ?? 0) & 0o777;
  } catch {
    return 0;
  }
}
