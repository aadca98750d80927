import type { Missing } from "#lib/permissions/missing.ts";

type SystemFact = Exclude<Deno.SysPermissionDescriptor["kind"], undefined>;

/** Whether this process has a permission, a `null` value being its whole kind. Nobody is asked. */
export function isGranted(permission: Missing): boolean {
  return Deno.permissions.querySync(descriptorOf(permission)).state === "granted";
}

function descriptorOf({ kind, value }: Missing): Deno.PermissionDescriptor {
  if (value === null) return { name: kind };
  switch (kind) {
    case "run":
      return { name: kind, command: value };
    case "read":
    case "write":
      return { name: kind, path: value };
    case "net":
      return { name: kind, host: value };
    case "env":
      return { name: kind, variable: value };
    case "sys":
      return { name: kind, kind: value as SystemFact };
  }
}
