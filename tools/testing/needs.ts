/** Something outside of the repository that a suite runs against. */
export interface Need {
  /** The word in a suite's `// needs:` line. */
  readonly name: string;
  /** Debian's package, `null` for what no package brings. */
  readonly package: string | null;
  /** Tells whether it is there. */
  isMet(machine: Machine): boolean;
}

/** What can be asked of the machine. */
export interface Machine {
  exists(path: string): boolean;
  /** The user that the tests run as. */
  readonly uid: number;
  /** Tells whether a process may make namespaces, as containers are made of. */
  canUnshare(): boolean;
}

/** Ansible's module for Supervisor, where Debian puts the collection that it is of. */
const ANSIBLE_MODULE = "/usr/lib/python3/dist-packages/ansible_collections/community/general/" +
  "plugins/modules/supervisorctl.py";

/** Everything that suites may ask for. */
export const NEEDS: readonly Need[] = [
  fromPackage("supervisor", "supervisor", "/usr/bin/supervisord"),
  fromPackage("nginx", "nginx-light", "/usr/sbin/nginx", "/usr/local/bin/nginx"),
  fromPackage("redis-server", "redis-server", "/usr/bin/redis-server"),
  fromPackage("python3", "python3", "/usr/bin/python3"),
  fromPackage("procps", "procps", "/bin/ps", "/usr/bin/ps"),
  fromPackage("chromium", "chromium", "/usr/bin/chromium"),
  fromPackage("faketime", "faketime", "/usr/bin/faketime"),
  fromPackage("util-linux", "util-linux", "/usr/bin/setpriv"),
  fromPackage("zsh", "zsh", "/bin/zsh", "/usr/bin/zsh"),
  fromPackage("fish", "fish", "/usr/bin/fish"),
  fromPackage("ansible", "ansible", ANSIBLE_MODULE),
  fromPackage("node-exporter", "prometheus-node-exporter", "/usr/bin/prometheus-node-exporter"),
  { name: "root", package: null, isMet: ({ uid }) => uid === 0 },
  { name: "fuse", package: null, isMet: ({ exists }) => exists("/dev/fuse") },
  { name: "namespaces", package: null, isMet: (machine) => machine.canUnshare() },
];

/** The needs that this machine does not meet. */
export function missingNeeds(machine: Machine): readonly Need[] {
  return NEEDS.filter((need) => !need.isMet(machine));
}

function fromPackage(name: string, debian: string, ...anyOf: readonly string[]): Need {
  return { name, package: debian, isMet: ({ exists }) => anyOf.some(exists) };
}
