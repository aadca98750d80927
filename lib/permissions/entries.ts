import type { Origin } from "#lib/config/config.ts";
import { dangerOfDirectory, dangerOfExecutable } from "./danger.ts";
import type { PermissionEntry, PermissionKind } from "./entry.ts";

/** On whose account something is granted. */
export interface Account {
  readonly reason: string;
  readonly origin: Origin | null;
}

/** A grant without a danger of its own. */
export function grant(
  kind: PermissionKind,
  options: Account & { readonly value: string | null },
): PermissionEntry {
  const { value, reason, origin } = options;
  return { kind, value, reason, origin };
}

/** Running the executable at `path`. */
export function grantRun(path: string, account: Account): PermissionEntry {
  const danger = dangerOfExecutable(path);
  const entry = grant("run", { ...account, value: path });
  return danger === undefined ? entry : { ...entry, danger };
}

/** Reading and writing everything below `directory`. */
export function grantDirectory(directory: string, account: Account): readonly PermissionEntry[] {
  const danger = dangerOfDirectory(directory);
  return grantFile(directory, account).map((entry) =>
    danger === undefined ? entry : { ...entry, danger }
  );
}

/** Reading and writing the file at `path`. */
export function grantFile(path: string, account: Account): readonly PermissionEntry[] {
  return [
    grant("read", { ...account, value: path }),
    grant("write", { ...account, value: path }),
  ];
}
