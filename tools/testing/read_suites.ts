import type { Machine } from "./needs.ts";
import { describeSuite, isSuite, type Suite } from "./suites.ts";

/** The suites among `paths`, which lie inside `root`. */
export function readSuites(root: string, paths: readonly string[]): readonly Suite[] {
  return paths.filter(isSuite).map((path) =>
    describeSuite(path, Deno.readTextFileSync(`${root}/${path}`))
  );
}

/** The machine that this runs on. */
export const THIS_MACHINE: Machine = {
  exists,
  uid: Deno.uid() ?? 0,
  canUnshare,
};

function exists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}

function canUnshare(): boolean {
  try {
    const args = ["--pid", "--fork", "--mount-proc", "/bin/true"];
    const { success } = new Deno.Command("/usr/bin/unshare", {
      args,
      stdout: "null",
      stderr: "null",
    }).outputSync();
    return success;
  } catch {
    return false;
  }
}
