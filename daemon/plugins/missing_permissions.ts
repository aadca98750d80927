import type { NeededPermissions } from "#lib/plugin/plugin.ts";
import { isGranted } from "../adapters/granted.ts";

const KINDS = ["run", "read", "write", "net", "env", "sys"] as const;

/** The lines that a section lacks, `allow_net=api.example.org:443`; none when nothing is missing. */
export function missingPermissions(needed: NeededPermissions): readonly string[] {
  return KINDS.flatMap((kind) => {
    const values = (needed[kind] ?? []).filter((value) => !isGranted({ kind, value }));
    return values.length === 0 ? [] : [`allow_${kind}=${values.join(",")}`];
  });
}
