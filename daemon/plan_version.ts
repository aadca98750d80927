/** The Supervisor version that the daemon stands for: scripts read it from `denvisord -v`. */
export const SUPERVISOR_VERSION = "4.2.5";

/** Tells whether a version of Deno is one that the daemon runs on: 2.9 or a later 2. */
export function isSupportedDeno(version: string): boolean {
  const [major = NaN, minor = NaN] = version.split(".").map(Number);
  return major === 2 && minor >= 9;
}
