import { actOnNames } from "#ctl/act_on_names.ts";
import type { Invocation } from "#ctl/command.ts";

/** `signal SIGNAL NAME…|GROUP:*|all` (`CTL-005`). */
export async function signal(invocation: Invocation): Promise<void> {
  const { api } = invocation.session;
  const [name = "", ...names] = invocation.words;
  await actOnNames(invocation, {
    action: "signal",
    names,
    calls: {
      all: () => api.signalAllProcesses(name),
      group: (group) => api.signalProcessGroup(group, name),
      process: (process) => api.signalProcess(process, name),
    },
    ignored: null,
  });
}
