/**
 * True when both are the same. How long it takes depends on the length of `given`, which its sender
 * knows, and on nothing else (B-42).
 */
export function isSameSecret(given: Uint8Array, expected: Uint8Array): boolean {
  let difference = given.length ^ expected.length;
  // An empty secret would leave nothing to compare with.
  const length = Math.max(expected.length, 1);
  for (let at = 0; at < given.length; at++) {
    difference |= given[at]! ^ (expected[at % length] ?? 0);
  }
  return difference === 0;
}
