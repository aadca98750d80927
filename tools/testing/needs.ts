/** Something outside of the repository that a suite runs against. */
export interface Need {
  /** The word in a suite's `// needs:` line. */
  readonly name: string;
  /** Debian's package, `null` for what no package brings. */
  readonly package: string | null;
  /** Absolute paths of which one must be there. */
  readonly anyOf: readonly string[];
}

/** Everything that suites may ask for. */
export const NEEDS: readonly Need[] = [
  need("supervisor", "supervisor", "/usr/bin/supervisord"),
  need("nginx", "nginx-light", "/usr/sbin/nginx", "/usr/local/bin/nginx"),
  need("redis-server", "redis-server", "/usr/bin/redis-server", "/usr/local/bin/redis-server"),
  need("python3", "python3", "/usr/bin/python3"),
  need("procps", "procps", "/bin/ps", "/usr/bin/ps"),
  need("util-linux", "util-linux", "/usr/bin/setpriv"),
];

function need(name: string, debian: string, ...anyOf: string[]): Need {
  return { name, package: debian, anyOf };
}

/** The needs among `NEEDS` that `exists` finds nothing for. */
export function missingNeeds(exists: (path: string) => boolean): readonly Need[] {
  return NEEDS.filter(({ anyOf }) => !anyOf.some(exists));
}
