import { runCommand } from "./run_command.ts";
import { refuseServiceStarts } from "./service_policy.ts";

/** Tells whether packages can be installed here: root on a system with apt. */
export function canInstallPackages(): boolean {
  if (Deno.uid() !== 0) return false;
  try {
    return Deno.statSync("/etc/debian_version").isFile && Deno.statSync("/usr/bin/apt-get").isFile;
  } catch {
    return false;
  }
}

/**
 * Installs Debian packages without starting the services that they bring: while apt works, a
 * `policy-rc.d` says no, unless there is one already.
 *
 * @returns what went wrong, `null` when all is well.
 */
export async function installPackages(names: readonly string[]): Promise<string | null> {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  const install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", ...names];
  using _ = refuseServiceStarts();
  const update = await runCommand(["apt-get", "update", "-q"], { env });
  const result = await runCommand(install, { env });
  if (result.ok) return null;
  return (update.ok ? result.output : update.output + result.output).trimEnd();
}
