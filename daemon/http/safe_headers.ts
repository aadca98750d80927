/**
 * Headers that keep an answer from being guessed at, kept, told to others, shown inside other pages or
 * run.
 */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "no-store",
  "Referrer-Policy": "same-origin",
  "X-Frame-Options": "DENY",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const ENTRIES = Object.entries(SAFE_HEADERS);

/** Adds those of {@linkcode SAFE_HEADERS} that a handler has not set. */
export function setSafeHeaders(headers: Headers): void {
  for (const [name, value] of ENTRIES) if (!headers.has(name)) headers.set(name, value);
}
