/**
 * Paths that name the daemon's own streams (LOG-018, K-38).
 *
 * @module
 */

import { dirname, normalize, resolveFrom } from "#lib/text/posix_path.ts";
import type { Channel } from "#lib/event/events.ts";
import { LogOpenError } from "./log_open_error.ts";

const OWN = /^(?:\/dev\/(std(?:out|err))|(?:\/dev\/fd|\/proc\/(?:self|1)\/fd)\/([12]))$/;
const OTHER = /^\/(?:dev\/(?:fd|stdin)|proc)(?:\/|$)/;
/** As many links as Linux follows before it gives up. */
const MOST_LINKS = 40;

/**
 * Which of the daemon's own streams `path` names: `/dev/stdout`, `/dev/fd/1`, `/proc/self/fd/1`,
 * `/proc/1/fd/1` and the same for stderr, or a symbolic link that leads to one of these. `null` when it
 * names something else.
 *
 * @throws {LogOpenError} for other descriptors and other files below `/proc`, which cannot be opened.
 */
export function ownStreamOf(path: string): Channel | null {
  let current = normalize(path);
  for (let links = 0; links < MOST_LINKS; links++) {
    const own = OWN.exec(current);
    if (own !== null) return own[1] === "stderr" || own[2] === "2" ? "stderr" : "stdout";
    if (OTHER.test(current)) throw unusable(path);
    const target = linkTarget(current);
    if (target === null) return null;
    current = resolveFrom(dirname(current), target);
  }
  throw new LogOpenError(path, { errno: "ELOOP" });
}

function unusable(path: string): LogOpenError {
  return new LogOpenError(path, {
    errno: "ENXIO",
    advice: "only descriptors 1 and 2 of the daemon can be written to; use '/dev/stdout', " +
      "'/dev/stderr', a FIFO or a file",
  });
}

function linkTarget(path: string): string | null {
  try {
    return Deno.lstatSync(path).isSymlink ? Deno.readLinkSync(path) : null;
  } catch {
    // No link, or one that may not be looked at: opening it will tell.
    return null;
  }
}
