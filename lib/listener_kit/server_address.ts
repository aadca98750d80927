/** Where a child finds the daemon that started it. */
export interface ServerAddress {
  /** `http://host:port` or `unix:///path`. */
  readonly url: string;
  /** Empty when none is needed. */
  readonly username: string;
  /** Empty when none is needed. */
  readonly password: string;
}

/**
 * Reads the daemon's address from the environment that it gives to its children.
 *
 * @param environment The variables of the process, as `Deno.env.toObject()` gives them.
 * @throws {Error} when SUPERVISOR_SERVER_URL is not set.
 */
export function serverAddress(environment: Readonly<Record<string, string>>): ServerAddress {
  const url = environment["SUPERVISOR_SERVER_URL"];
  if (url === undefined) {
    throw new Error("Cannot find the daemon: SUPERVISOR_SERVER_URL is not set");
  }
  return {
    url,
    username: environment["SUPERVISOR_USERNAME"] ?? "",
    password: environment["SUPERVISOR_PASSWORD"] ?? "",
  };
}
