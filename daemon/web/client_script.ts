/**
 * The browser's part of the pages, as `tools/build_web.ts` made it.
 *
 * @module
 */

import embedded from "#web-client" with { type: "text" };

/** Where the build leaves it, seen from the sources. */
const BUILT = new URL("../../.build/web/app.js", import.meta.url);

/**
 * The script, `null` where none was built: the pages work without it. A bundle of the daemon has it
 * inside; from its sources, a daemon that may read it does.
 */
export function readClientScript(): string | null {
  if (embedded !== "") return embedded;
  try {
    return Deno.readTextFileSync(BUILT);
  } catch {
    return null;
  }
}
