import { type Keys, program } from "#tests/support/sections.ts";
import { misbehave } from "./fault_bench.ts";

/** A program that is started by hand, and is RUNNING as soon as it is; `keys` come after these. */
export function byHand(name: string, keys: Keys): string {
  return program(name, { autostart: false, startsecs: 0, ...keys });
}

/** The same for one that runs once. */
export function once(name: string, keys: Keys): string {
  return byHand(name, { autorestart: false, ...keys });
}

/** A program that writes `bytes` bytes without a newline to its log, which is not rotated, and exits. */
export function endless(
  name: string,
  { bytes, ...keys }: Keys & { readonly bytes: number },
): string {
  return once(name, { command: misbehave("endless", bytes), stdout_logfile_maxbytes: 0, ...keys });
}
