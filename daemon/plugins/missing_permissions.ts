import type { NeededPermissions } from "#lib/plugin/plugin.ts";

type SystemFact = Exclude<Deno.SysPermissionDescriptor["kind"], undefined>;

/** The lines that a section lacks, `allow_net=api.example.org:443`; none when nothing is missing. */
export function missingPermissions(needed: NeededPermissions): readonly string[] {
  const missing = (
    kind: keyof NeededPermissions,
    describe: (value: string) => Deno.PermissionDescriptor,
  ): readonly string[] => {
    const values = (needed[kind] ?? []).filter((value) => !isGranted(describe(value)));
    return values.length === 0 ? [] : [`allow_${kind}=${values.join(",")}`];
  };
  return [
    ...missing("run", (command) => ({ name: "run", command })),
    ...missing("read", (path) => ({ name: "read", path })),
    ...missing("write", (path) => ({ name: "write", path })),
    ...missing("net", (host) => ({ name: "net", host })),
    ...missing("env", (variable) => ({ name: "env", variable })),
    ...missing("sys", (kind) => ({ name: "sys", kind: kind as SystemFact })),
  ];
}

function isGranted(descriptor: Deno.PermissionDescriptor): boolean {
  return Deno.permissions.querySync(descriptor).state === "granted";
}
