import type { LogMark } from "../model/process_detail.ts";

/** Where the file at `path` ends now; `null` when there is no regular file that can be looked at. */
export function logMark(path: string | null): LogMark | null {
  if (path === null) return null;
  try {
    const { isFile, ino, size } = Deno.statSync(path);
    return isFile ? { file: ino ?? 0, offset: size } : null;
  } catch {
    return null;
  }
}
