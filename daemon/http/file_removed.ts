import { pause } from "./pause.ts";

/** Between two looks where the system cannot tell by itself. */
const LOOK_MS = 1000;

/**
 * Resolves with `true` as soon as nothing is at `path`; with `false` when `signal` fires, and when
 * something else has taken the place: that is somebody else's business.
 *
 * The system tells (inotify), so that a daemon at rest sleeps; where it has no more watches, a look
 * every second takes their place.
 */
export async function fileRemoved(path: string, signal: AbortSignal): Promise<boolean> {
  const ino = inodeOf(path);
  while (!signal.aborted) {
    const now = inodeOf(path);
    if (now === null) return true;
    if (now !== ino) return false;
    await change(path, signal);
  }
  return false;
}

/** Resolves when something may have happened to the file. */
async function change(path: string, signal: AbortSignal): Promise<void> {
  let watcher: Deno.FsWatcher;
  try {
    watcher = Deno.watchFs(path, { recursive: false });
  } catch {
    return await pause(LOOK_MS, signal);
  }
  const close = (): void => watcher.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    // It may have gone between the look and the watch.
    if (inodeOf(path) !== null) await watcher[Symbol.asyncIterator]().next();
  } finally {
    signal.removeEventListener("abort", close);
    if (!signal.aborted) watcher.close();
  }
}

function inodeOf(path: string): number | null {
  try {
    return Deno.lstatSync(path).ino;
  } catch {
    return null;
  }
}
