const SAFE: readonly (readonly [name: string, value: string])[] = [
  ["X-Content-Type-Options", "nosniff"],
  ["Cache-Control", "no-store"],
  ["Referrer-Policy", "same-origin"],
  ["X-Frame-Options", "DENY"],
  ["Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"],
  ["Cross-Origin-Resource-Policy", "same-origin"],
];

/**
 * Headers that keep an answer from being guessed at, kept, told to others, shown inside other pages or
 * run. Those that a handler has set stay.
 */
export function setSafeHeaders(headers: Headers): void {
  for (const [name, value] of SAFE) if (!headers.has(name)) headers.set(name, value);
}
