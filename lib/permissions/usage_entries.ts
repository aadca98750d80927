import type { Config } from "#lib/config/config.ts";
import type { PermissionEntry } from "./entry.ts";
import type { PermissionFacts } from "./facts.ts";
import { helperEntry } from "./helper_entries.ts";

/**
 * Running `ps` for the columns of the pages that show CPU and memory. Only where browsers reach the
 * pages over TCP; a proxy in front of a UNIX socket shows them with `allow_run=/bin/ps`.
 */
export function usageEntries(config: Config, facts: PermissionFacts): readonly PermissionEntry[] {
  return config.servers.filter(({ kind }) => kind === "inet").flatMap((server) => {
    const reason = `[${server.section}] CPU and memory on the pages`;
    return helperEntry("ps", { facts, reason, origin: server.origin });
  });
}
