/**
 * Removal of ANSI escape sequences, as `strip_ansi=true` asks (LOG-014, process.md 9).
 *
 * @module
 */

const ESCAPE = 0x1b;
const BRACKET = 0x5b;

/** The bytes that end a sequence; any other byte after `ESC [` is eaten. */
const TERMINATES: readonly boolean[] = (() => {
  const table = new Array<boolean>(256).fill(false);
  for (const character of "HfABCDRsuJKhlpm") table[character.charCodeAt(0)] = true;
  return table;
})();

/**
 * `chunk` without what stands between `ESC [` and the next terminating letter, both included.
 *
 * Each chunk stands alone: a sequence that it does not finish is dropped to its end, and the next
 * chunk is read from its first byte. Other sequences (OSC, charset) are left as they are. A chunk
 * without `ESC [` is returned itself, not copied.
 */
export function stripAnsi(chunk: Uint8Array): Uint8Array {
  let escape = findEscape(chunk, 0);
  if (escape === -1) return chunk;
  const kept = new Uint8Array(chunk.length);
  let length = 0;
  let start = 0;
  while (escape !== -1) {
    kept.set(chunk.subarray(start, escape), length);
    length += escape - start;
    start = endOfSequence(chunk, escape);
    escape = findEscape(chunk, start);
  }
  kept.set(chunk.subarray(start), length);
  return kept.subarray(0, length + chunk.length - start);
}

/** Where the next `ESC [` stands, `-1` when there is none. */
function findEscape(chunk: Uint8Array, from: number): number {
  let at = chunk.indexOf(ESCAPE, from);
  while (at !== -1 && chunk[at + 1] !== BRACKET) at = chunk.indexOf(ESCAPE, at + 1);
  return at;
}

/** The position after the terminating letter of the sequence at `escape`. */
function endOfSequence(chunk: Uint8Array, escape: number): number {
  let at = escape + 1;
  while (at < chunk.length && !TERMINATES[chunk[at]!]) at++;
  return Math.min(at + 1, chunk.length);
}
