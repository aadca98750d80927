/**
 * Reads `key:value` tokens that are separated by blanks, as in the header line of a notification and in the
 * first line of a payload. A token is split at its first colon (`events.md` 7).
 *
 * @throws {Error} when a token has no colon.
 */
export function parseTokens(line: string): Readonly<Record<string, string>> {
  const tokens = line.split(/\s+/).filter((token) => token !== "");
  return Object.fromEntries(tokens.map((token) => {
    const colon = token.indexOf(":");
    if (colon === -1) throw new Error(`Cannot parse tokens: '${token}' has no colon`);
    return [token.slice(0, colon), token.slice(colon + 1)];
  }));
}
