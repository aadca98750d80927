import { FAULT_CODES } from "#lib/rpc/fault.ts";
import { actOnNames } from "#ctl/act_on_names.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";

/** `start NAME…|GROUP:*|all` (`CTL-002`). Starting what runs already is no failure (K-07). */
export async function start(invocation: Invocation): Promise<void> {
  const { api } = invocation.session;
  await actOnNames(invocation, {
    action: "start",
    names: invocation.words,
    calls: {
      all: () => api.startAllProcesses(),
      group: (name) => api.startProcessGroup(name),
      process: (name) => api.startProcess(name),
    },
    ignored: FAULT_CODES.ALREADY_STARTED,
    unknownGroup: EXIT_STATUS.INVALID_ARGS,
  });
}
