/**
 * Node's modules where Deno has nothing of its own. They are loaded when they are first needed: together
 * they take 20 ms of a start, which most daemons can do without (docs/performance.md).
 *
 * @module
 */

/** `node:fs`. */
export function nodeFs(): typeof import("node:fs") {
  return globalThis.process.getBuiltinModule("node:fs");
}

/** `node:child_process`. */
export function nodeChildProcess(): typeof import("node:child_process") {
  return globalThis.process.getBuiltinModule("node:child_process");
}

/** `node:net`. */
export function nodeNet(): typeof import("node:net") {
  return globalThis.process.getBuiltinModule("node:net");
}

/** `node:crypto`. */
export function nodeCrypto(): typeof import("node:crypto") {
  return globalThis.process.getBuiltinModule("node:crypto");
}
