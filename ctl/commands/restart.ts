import type { Invocation } from "#ctl/command.ts";
import { start } from "./start.ts";
import { stop } from "./stop.ts";

/**
 * `restart NAME…` (`CTL-004`): stop, then start. An unknown name is therefore refused twice, and both
 * halves have a say in the exit status (B-22).
 */
export async function restart(invocation: Invocation): Promise<void> {
  await stop(invocation);
  await start(invocation);
}
