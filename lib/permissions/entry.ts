/**
 * One line of a permission list: what is granted, and on whose account.
 *
 * @module
 */

import type { Origin } from "#lib/config/config.ts";

/** The kinds of Deno permissions that a daemon can need. There is no `ffi` and no `import`. */
export type PermissionKind = "run" | "read" | "write" | "net" | "env" | "sys";

/** A permission with its reason. The same value may be listed for several reasons. */
export interface PermissionEntry {
  readonly kind: PermissionKind;
  /** A path, an address, a name; `null` grants the whole kind. */
  readonly value: string | null;
  /** Who needs it for what: `program:web command`. */
  readonly reason: string;
  /** The line that asks for it; `null` for what every daemon needs. */
  readonly origin: Origin | null;
  /** What somebody could do with it beyond its purpose; absent where that is little. */
  readonly danger?: string;
}
