/**
 * Node's modules where Deno has nothing of its own. They are loaded when they are first needed: together
 * they take 25 ms of a start, which most daemons can do without (docs/performance.md).
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

/** `node:os`. */
export function nodeOs(): typeof import("node:os") {
  return globalThis.process.getBuiltinModule("node:os");
}

/** `node:url`. */
export function nodeUrl(): typeof import("node:url") {
  return globalThis.process.getBuiltinModule("node:url");
}

/** `node:util`. */
export function nodeUtil(): typeof import("node:util") {
  return globalThis.process.getBuiltinModule("node:util");
}

/** `node:crypto`. */
export function nodeCrypto(): typeof import("node:crypto") {
  return globalThis.process.getBuiltinModule("node:crypto");
}
