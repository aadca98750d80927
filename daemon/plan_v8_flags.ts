/**
 * What Deno's V8 is told when it becomes the daemon, which lives for months, is small, and should stay
 * so. docs/performance.md has the figures of each.
 */
export const V8_FLAGS: string = "--v8-flags=" + [
  // A small young generation, in MB: what large answers leave behind is collected early.
  "--max-semi-space-size=2",
  // The old one grows by less before it is looked through.
  "--optimize-for-size",
  // Machine code is made of what is called often, as by many requests, not of a few hundred restarts.
  "--invocation-count-for-maglev=1500",
  "--invocation-count-for-turbofan=20000",
  // It is made by the main thread: the threads for that keep 2 MB of their own for good.
  "--no-concurrent-recompilation",
  // `gc` is called behind large requests (docs/adr/0010) and many ended children.
  "--expose-gc",
].join(",");
