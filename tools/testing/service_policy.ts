/** Where Debian's package tools ask whether they may start a service. */
const POLICY = "/usr/sbin/policy-rc.d";

/** Refuses every start, as Debian's policy asks of such a file. */
const POLICY_TEXT = "#!/bin/sh\nexit 101\n";

/**
 * Keeps packages that are installed from starting their services, until it is disposed of or this
 * process is told to end. A policy that is there already is left alone.
 */
export function refuseServiceStarts(path: string = POLICY): Disposable {
  const written = writePolicy(path);
  const remove = () => {
    if (written) Deno.removeSync(path);
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

/** Whether there was none before. */
function writePolicy(path: string): boolean {
  try {
    Deno.writeTextFileSync(path, POLICY_TEXT, { createNew: true, mode: 0o755 });
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AlreadyExists) return false;
    throw error;
  }
}
