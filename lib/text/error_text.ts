/**
 * Errors in words.
 *
 * @module
 */

/** What is logged of an error: where it comes from, too. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}

/** What a client is told of an error. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
