import { runCommand } from "./run_command.ts";

const POLICY = "/usr/sbin/policy-rc.d";

/** Refuses every service start, as Debian's policy asks of such a file. */
const POLICY_TEXT = "#!/bin/sh\nexit 101\n";

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

function refuseServiceStarts(): Disposable {
  const written = writePolicy();
  const remove = () => {
    if (written) Deno.removeSync(POLICY);
  };
  const removeAndEnd = () => {
    remove();
    Deno.exit(130);
  };
  Deno.addSignalListener("SIGINT", removeAndEnd);
  Deno.addSignalListener("SIGTERM", removeAndEnd);
  return {
    [Symbol.dispose]() {
      Deno.removeSignalListener("SIGINT", removeAndEnd);
      Deno.removeSignalListener("SIGTERM", removeAndEnd);
      remove();
    },
  };
}

function writePolicy(): boolean {
  try {
    Deno.writeTextFileSync(POLICY, POLICY_TEXT, { createNew: true, mode: 0o755 });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}
