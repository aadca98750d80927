/** Tokens by key, as `parseTokens` reads them. */
export type Tokens = Readonly<Record<string, string>>;

/**
 * The value of a token.
 *
 * @throws {Error} when it is missing.
 */
export function requiredToken(tokens: Tokens, key: string): string {
  const value = Object.hasOwn(tokens, key) ? tokens[key] : undefined;
  if (value === undefined) throw new Error(`Cannot read notification: token '${key}' is missing`);
  return value;
}

/**
 * The value of a token as a decimal number from 0.
 *
 * @throws {Error} when it is missing or no such number.
 */
export function requiredInteger(tokens: Tokens, key: string): number {
  const value = requiredToken(tokens, key);
  if (!/^\d+$/.test(value)) {
    throw new Error(`Cannot read notification: ${key} '${value}' is not a decimal number`);
  }
  return Number(value);
}
