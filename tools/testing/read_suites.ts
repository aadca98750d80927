import { describeSuite, isSuite, type Suite } from "./suites.ts";

/** The suites among `paths`, which lie inside `root`. */
export function readSuites(root: string, paths: readonly string[]): readonly Suite[] {
  return paths.filter(isSuite).map((path) =>
    describeSuite(path, Deno.readTextFileSync(`${root}/${path}`))
  );
}

/** Tells whether something is there and may be seen. */
export function fileExists(path: string): boolean {
  try {
    Deno.statSync(path);
    return true;
  } catch {
    return false;
  }
}
