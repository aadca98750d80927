/**
 * The few environment variables that the client looks at. Deno may refuse to show one: it then counts
 * as unset, so that the client runs with any set of permissions.
 *
 * @module
 */

/** The value of an environment variable, `undefined` when it is unset or may not be read. */
export function readEnv(name: string): string | undefined {
  try {
    return Deno.env.get(name);
  } catch (error) {
    if (error instanceof Deno.errors.NotCapable) return undefined;
    throw error;
  }
}

/** The value, or `undefined` when the variable is unset or empty: for variables that mean a switch. */
export function readSwitch(name: string): string | undefined {
  return readEnv(name) || undefined;
}
