import type { OutputStream } from "#daemon/process_logs.ts";

/** An output stream that takes everything and keeps nothing. */
export const SILENT_STREAM: OutputStream = {
  path: null,
  open: () => {},
  begin: () => {},
  write: () => {},
  ready: () => null,
  end: () => {},
  reopen: () => {},
  clear: () => {},
  flush: () => Promise.resolve(),
  close: () => {},
};
