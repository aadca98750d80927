import type { Config } from "#lib/config/config.ts";
import { globPaths } from "#lib/config/glob.ts";
import { absolutePath } from "#lib/config/paths.ts";
import type { Lookups } from "./lookups.ts";
import { type PermissionPlan, planPermissions } from "./plan_permissions.ts";
import type { PermissionFacts } from "./facts.ts";

/** What a start is planned from: the facts as they are for whoever starts the daemon. */
export interface StartFacts
  extends
    Omit<PermissionFacts, "uid" | "cwd" | "path" | "glob" | "includeDirectories" | "environment"> {
  /** The user that starts the daemon. */
  readonly uid: number;
  /** The directory that it is started in. */
  readonly cwd: string;
  /** The environment that it will have. */
  readonly env: Readonly<Record<string, string>>;
  /** What the loading of the config looked at. */
  readonly lookups: Lookups;
}

/** Plans for a daemon that takes on its user and, in the background, its directory. */
export function planDaemon(config: Config, facts: StartFacts): PermissionPlan {
  const { user, nodaemon, directory } = config.supervisord;
  const { env, lookups } = facts;
  return planPermissions(config, {
    ...facts,
    uid: user ?? facts.uid,
    cwd: nodaemon ? facts.cwd : directory ?? facts.cwd,
    path: env["PATH"],
    glob: (pattern) => globPaths(absolutePath(pattern, facts.cwd), lookups),
    includeDirectories: [...lookups.listed],
    environment: [...lookups.variables].filter((name) => Object.hasOwn(env, name)),
  });
}
