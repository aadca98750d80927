/**
 * The warning about an output encoding that is not UTF-8 (`CTL-037`).
 *
 * @module
 */

import { readSwitch } from "./environment.ts";

/**
 * The encoding that the environment asks for when it is not UTF-8, `null` otherwise. The C locale and
 * one that names no encoding count as UTF-8.
 */
export function foreignEncoding(env: (name: string) => string | undefined): string | null {
  const python = env("PYTHONIOENCODING")?.split(":")[0];
  const locale = env("LC_ALL") ?? env("LC_CTYPE") ?? env("LANG") ?? "";
  const encoding = python || /\.([^@]+)/.exec(locale)?.[1];
  return encoding === undefined || /^utf/i.test(encoding) ? null : pythonName(encoding);
}

/** Python has a name of its own for the most common of them. */
function pythonName(encoding: string): string {
  const part = /^(?:iso[-_]?8859[-_]|latin[-_]?(?=1$))(\d+)$/i.exec(encoding)?.[1];
  return part === undefined ? encoding : `iso8859-${part}`;
}

/** The line to show before a log, `null` where there is nothing to warn of. */
export function encodingWarning(): string | null {
  const encoding = foreignEncoding(readSwitch);
  if (encoding === null) return null;
  return `Warning: sys.stdout.encoding is set to ${encoding}, so Unicode output may fail. ` +
    "Check your LANG and PYTHONIOENCODING environment settings.";
}
