import { actOnNames } from "#ctl/act_on_names.ts";
import type { Invocation } from "#ctl/command.ts";

/** `clear NAME…|all` (`CTL-013`). Groups are not understood (B-22). */
export async function clear(invocation: Invocation): Promise<void> {
  const { api } = invocation.session;
  await actOnNames(invocation, {
    action: "clear",
    names: invocation.words,
    calls: {
      all: () => api.clearAllProcessLogs(),
      group: null,
      process: (name) => api.clearProcessLogs(name),
    },
    ignored: null,
  });
}
