import { pythonRepr } from "#lib/text/python_repr.ts";
import { ValueError } from "./value_error.ts";

const SCHEME = /^[a-zA-Z][a-zA-Z0-9+.-]*:/;

/**
 * Checks the argument of `svctl -s`: a scheme followed by a host or a path (`CFG-039`).
 * Returns it unchanged. `unix:///path` and `http://host:port` are the two that a client can use.
 *
 * @throws {ValueError}
 */
export function parseServerUrl(text: string): string {
  const scheme = SCHEME.exec(text);
  if (scheme !== null) {
    const rest = text.slice(scheme[0].length).replace(/[?#].*$/s, "");
    if (rest.replace(/^\/\//, "") !== "") return text;
  }
  throw new ValueError(`value ${pythonRepr(text)} is not a URL`);
}
