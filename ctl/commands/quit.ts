import type { Invocation } from "#ctl/command.ts";

/** `quit`, `exit` and the end of input (`CTL-021` to `CTL-023`): an empty line, then the shell ends. */
export function quit(invocation: Invocation): Promise<"leave"> {
  invocation.report.line("");
  return Promise.resolve("leave");
}
