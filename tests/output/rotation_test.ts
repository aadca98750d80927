import assert from "node:assert/strict";
import { backupNumbers, rotationMoves } from "#lib/output/rotation.ts";

Deno.test("backups move up by one, the oldest first", () => {
  assert.deepEqual(rotationMoves("/l", { backups: 3 }), [
    { from: "/l.2", to: "/l.3" },
    { from: "/l.1", to: "/l.2" },
    { from: "/l", to: "/l.1" },
  ]);
  assert.deepEqual(rotationMoves("/l", { backups: 1 }), [{ from: "/l", to: "/l.1" }]);
});

Deno.test("without backups nothing moves", () => {
  for (const backups of [0, -1]) assert.deepEqual(rotationMoves("/l", { backups }), []);
});

Deno.test("only the backups that are known to exist move, and none beyond the last", () => {
  const moves = rotationMoves("/l", { backups: 100, numbers: [2, 99, 100, 7, 0] });
  assert.deepEqual(moves.map((move) => move.from), ["/l.99", "/l.7", "/l.2", "/l"]);
});

Deno.test("backups are told from other files of the directory by their number", () => {
  const names = ["x.log", "x.log.1", "x.log.12", "x.log.01", "x.log.1.gz", "xy.log.3", "x.log.0"];
  assert.deepEqual(backupNumbers("x.log", names), [1, 12]);
});
