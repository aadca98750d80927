/** How long a suite takes: `quick` ones are part of `deno task check`. */
export type SuiteSpeed = "quick" | "full";

/** A file of tests. */
export interface Suite {
  /** Path inside the repository, `tests/config/ini_test.ts`. */
  readonly path: string;
  readonly speed: SuiteSpeed;
  /** The words of its `// needs:` line. */
  readonly needs: readonly string[];
}

/** Folders under `tests/` whose suites start daemons, servers or thousands of processes. */
const FULL_FOLDERS: ReadonlySet<string> = new Set(["differential", "e2e", "examples", "soak"]);

/** Tells whether `path`, inside the repository, is a file of tests: `tests/…_test.ts`. */
export function isSuite(path: string): boolean {
  return /^tests\/.*_test\.tsx?$/.test(path);
}

/**
 * Reads a suite's kind from its place and its text: it is `full` in one of the folders
 * `tests/differential`, `tests/e2e`, `tests/examples`, `tests/soak` or when its name ends in
 * `_full_test.ts`, and it needs what a line `// needs: nginx redis-server` lists.
 */
export function describeSuite(path: string, text: string): Suite {
  const folders = path.split("/").slice(0, -1);
  const full = folders.some((folder) => FULL_FOLDERS.has(folder)) || /_full_test\.tsx?$/.test(path);
  const words = /^\/\/ needs:(.*)$/m.exec(text)?.[1] ?? "";
  return {
    path,
    speed: full ? "full" : "quick",
    needs: words.split(/[\s,]+/).filter((word) => word !== ""),
  };
}
