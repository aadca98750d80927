/**
 * What a program printed last.
 *
 * @module
 */

import { nodeUtil } from "#daemon/adapters/node_builtins.ts";

const BYTES = 2048;
const LINES = 5;
const LINE_CHARACTERS = 300;

/** The last lines of the first of these files that has any; control sequences are taken out. */
export async function readLastLines(
  paths: readonly (string | null)[],
): Promise<readonly string[]> {
  for (const path of paths) {
    const lines = path === null ? [] : linesOf(await readTail(path));
    if (lines.length > 0) return lines;
  }
  return [];
}

async function readTail(path: string): Promise<string> {
  try {
    if (!(await Deno.stat(path)).isFile) return "";
    using file = await Deno.open(path);
    const { size } = await file.stat();
    await file.seek(Math.max(0, size - BYTES), Deno.SeekMode.Start);
    const buffer = new Uint8Array(BYTES);
    const count = await file.read(buffer) ?? 0;
    return new TextDecoder().decode(buffer.subarray(0, count));
  } catch {
    return "";
  }
}

function linesOf(text: string): readonly string[] {
  return nodeUtil().stripVTControlCharacters(text).split("\n")
    .map((line) => line.trimEnd().slice(0, LINE_CHARACTERS))
    .filter((line) => line !== "")
    .slice(-LINES);
}
