import { FAULT_CODES } from "#lib/rpc/fault.ts";
import { actOnNames } from "#ctl/act_on_names.ts";
import type { Invocation } from "#ctl/command.ts";

/** `stop NAME…|GROUP:*|all` (`CTL-003`). Stopping what does not run is no failure (K-07). */
export async function stop(invocation: Invocation): Promise<void> {
  const { api } = invocation.session;
  await actOnNames(invocation, {
    action: "stop",
    names: invocation.words,
    calls: {
      all: () => api.stopAllProcesses(),
      group: (name) => api.stopProcessGroup(name),
      process: (name) => api.stopProcess(name),
    },
    ignored: FAULT_CODES.NOT_RUNNING,
  });
}
