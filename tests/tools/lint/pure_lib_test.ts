import assert from "node:assert/strict";
import { lintSource } from "./lint_source.ts";

const IMPURE: readonly (readonly [source: string, what: string])[] = [
  ["export const a = Deno.pid;", "'Deno'"],
  ["setTimeout(() => {}, 1);", "'setTimeout'"],
  ["export function f() { return setInterval; }", "'setInterval'"],
  ["export const t = Date.now();", "the clock: 'Date.now'"],
  ["export const t = new Date();", "the clock: 'new Date()'"],
  ["export const s = AbortSignal.timeout(5);", "the clock: 'AbortSignal.timeout'"],
  ["export const t = performance.now();", "'performance'"],
  ["export const e = process.env;", "'process'"],
  ["export const d = globalThis.Deno;", "'globalThis'"],
  ["await fetch('http://x/');", "'fetch'"],
  ["import { readFileSync } from 'node:fs'; readFileSync('x');", "'node:fs'"],
  ["export { spawn } from 'node:child_process';", "'node:child_process'"],
  ["export * from 'node:net';", "'node:net'"],
  ["await import('node:os');", "'node:os'"],
  ["import process from 'node:process'; process.exit();", "'node:process'"],
  ["export const o = { Deno };", "'Deno'"],
];

for (const [source, what] of IMPURE) {
  Deno.test(`lib must not touch ${what}: ${source}`, () => {
    assert.deepEqual(lintSource("lib/x/y.ts", source), [
      `denvisor/pure-lib: lib/ must not touch ${what}`,
    ]);
  });
}

const PURE: readonly string[] = [
  "export function f(process: { pid: number }) { return process.pid; }",
  "for (const process of []) void process;",
  "export class Process extends Error {} export class Worker {} export const w = new Worker();",
  "export const f = ({ process }: { process: string }) => process;",
  "export interface Shape { process: string; fetch(): void }",
  "export const o = { process: 1, Deno: 2 }; export const n = o.process + o.Deno;",
  "export function at(ms: number) { return new Date(ms).getTime(); }",
  "import { createHash } from 'node:crypto'; createHash('sha1');",
  "// Deno.pid and setTimeout in a comment\nexport const text = 'Date.now()';",
];

for (const source of PURE) {
  Deno.test(`lib may say: ${source}`, () => {
    assert.deepEqual(lintSource("lib/x/y.ts", source), []);
  });
}

Deno.test("outside of lib the runtime may be used", () => {
  for (const path of ["daemon/main.ts", "ctl/main.ts", "tools/test.ts", "tests/x_test.ts"]) {
    assert.deepEqual(lintSource(path, "setTimeout(() => Deno.exit(Date.now()), 1);"), []);
  }
});
