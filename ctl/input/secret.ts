/**
 * A password from the terminal, without showing it.
 *
 * @module
 */

import { Interrupted } from "#ctl/http/errors.ts";
import type { Sink } from "#ctl/output.ts";

/** What the keys of a line mean. */
const KEYS = { interrupt: 0x03, end: 0x04, backspace: 0x08, erase: 0x15, delete: 0x7f } as const;
const LINE_ENDS: readonly number[] = [0x0a, 0x0d];

/**
 * Reads a line from standard input, which must be a terminal, with the echo off. Backspace and Ctrl-U
 * work; Ctrl-D on an empty line is the end, `null`.
 *
 * @throws {Interrupted} on Ctrl-C
 */
export async function readSecret(prompt: string, stderr: Sink): Promise<string | null> {
  // In this order: whoever sees the prompt may type at once.
  Deno.stdin.setRaw(true);
  try {
    stderr.write(new TextEncoder().encode(prompt));
    return await collect();
  } finally {
    Deno.stdin.setRaw(false);
    stderr.write(new TextEncoder().encode("\n"));
  }
}

async function collect(): Promise<string | null> {
  let typed: number[] = [];
  const buffer = new Uint8Array(256);
  for (;;) {
    const count = await Deno.stdin.read(buffer);
    if (count === null) return null;
    for (const key of buffer.subarray(0, count)) {
      if (LINE_ENDS.includes(key)) return new TextDecoder().decode(Uint8Array.from(typed));
      if (key === KEYS.interrupt) throw new Interrupted();
      if (key === KEYS.end && typed.length === 0) return null;
      if (key === KEYS.erase) typed = [];
      else if (key === KEYS.backspace || key === KEYS.delete) eraseLast(typed);
      else typed.push(key);
    }
  }
}

/** Takes the last character away, which may have several bytes. */
function eraseLast(bytes: number[]): void {
  let last = bytes.pop();
  while (last !== undefined && (last & 0xc0) === 0x80) last = bytes.pop();
}
