import { parseTokens } from "./tokens.ts";

/** A payload in its two parts. */
export interface ParsedPayload {
  /** The tokens of the first line. */
  readonly headers: Readonly<Record<string, string>>;
  /** All after the first line feed; empty when there is none. */
  readonly data: string;
}

/**
 * Splits a payload: the first line has the tokens, the rest is data.
 *
 * @throws {Error} when a token of the first line has no colon.
 */
export function parsePayload(payload: string): ParsedPayload {
  const end = payload.indexOf("\n");
  if (end === -1) return { headers: parseTokens(payload), data: "" };
  return { headers: parseTokens(payload.slice(0, end)), data: payload.slice(end + 1) };
}
