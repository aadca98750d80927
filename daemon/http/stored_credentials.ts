import type { Credentials, ServerConfig } from "#lib/config/config.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { ListenError } from "./listen_error.ts";
import { type PasswordCheck, passwordCheck } from "./password.ts";

/**
 * The check for the credentials of a server, those in a file read anew at each call; `null` when the
 * server asks for none.
 *
 * @throws {ListenError} when the file cannot be read, is empty, or the password is unusable
 */
export function readPasswordCheck(server: ServerConfig): PasswordCheck | null {
  const credentials = server.passwordFile === null
    ? server.credentials
    : readFile(server.section, server.passwordFile);
  if (credentials === null) return null;
  try {
    return passwordCheck(credentials);
  } catch (error) {
    throw unusable(`Section [${server.section}]: ${errorMessage(error)}`, error);
  }
}

function readFile(
  section: string,
  file: { readonly username: string; readonly path: string },
): Credentials {
  let text: string;
  try {
    text = Deno.readTextFileSync(file.path);
  } catch (error) {
    throw unusable(
      `Section [${section}]: cannot read password_file '${file.path}': ${errorMessage(error)}`,
      error,
    );
  }
  const [password = ""] = text.split(/\r?\n/, 1);
  if (password === "") {
    throw unusable(`Section [${section}]: the first line of password_file '${file.path}' is empty`);
  }
  return { username: file.username, password };
}

function unusable(message: string, cause?: unknown): ListenError {
  return new ListenError("other", message, cause);
}
