import assert from "node:assert/strict";
import { rotationMoves } from "#lib/output/rotation.ts";

function movesOf(backups: number, existing: readonly number[]): readonly string[] {
  const exists = (number: number) => existing.includes(number);
  return rotationMoves("/l", { backups, exists }).map(({ from, to }) => `${from} ${to}`);
}

Deno.test("backups move up by one, the oldest first, and the last one is overwritten", () => {
  assert.deepEqual(movesOf(3, [1, 2, 3]), ["/l.2 /l.3", "/l.1 /l.2", "/l /l.1"]);
  assert.deepEqual(movesOf(3, [1]), ["/l.1 /l.2", "/l /l.1"]);
  assert.deepEqual(movesOf(1, [1]), ["/l /l.1"]);
  assert.deepEqual(movesOf(10, []), ["/l /l.1"]);
});

Deno.test("a gap is filled and what stands above it stays", () => {
  assert.deepEqual(movesOf(5, [1, 3, 4]), ["/l.1 /l.2", "/l /l.1"]);
  assert.deepEqual(movesOf(5, [2, 3]), ["/l /l.1"]);
});

Deno.test("without backups nothing moves", () => {
  for (const backups of [0, -1]) assert.deepEqual(movesOf(backups, [1]), []);
});
