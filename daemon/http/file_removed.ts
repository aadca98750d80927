import { pause } from "./pause.ts";

/** Between two looks where the system cannot tell by itself. */
const LOOK_MS = 1000;

/**
 * Resolves with `true` as soon as nothing is at `path`, with `false` when `signal` fires. What somebody
 * else puts in the place is his business; when that is gone, the place is free again.
 *
 * The system tells (inotify), so that a daemon at rest sleeps; where it has no more watches, a look
 * every second takes their place.
 */
export async function fileRemoved(path: string, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if (!isThere(path)) return true;
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
    if (isThere(path)) await watcher[Symbol.asyncIterator]().next();
  } finally {
    signal.removeEventListener("abort", close);
    if (!signal.aborted) watcher.close();
  }
}

function isThere(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
