/** One rename of a rotation. */
export interface RotationMove {
  readonly from: string;
  readonly to: string;
}

/** What the backups of a log look like. */
export interface Backups {
  /** How many are kept; 0 or less = none. */
  readonly backups: number;
  /** Whether there is a backup of this number. */
  exists(number: number): boolean;
}

/**
 * The renames that shift a log's backups by one, in the order in which they must be done (LOG-005):
 * `.N-1` to `.N` first, which drops the oldest, the log itself to `.1` last. None when no backups are
 * kept: then the log is emptied in place.
 *
 * Only the backups below the first missing number move, so a gap is filled before anything is dropped.
 * Each step leaves all kept bytes in files whose numbers are in order: a rotation that is cut short, or
 * fails at the same step again and again, loses nothing.
 */
export function rotationMoves(path: string, { backups, exists }: Backups): readonly RotationMove[] {
  if (backups <= 0) return [];
  let free = 1;
  while (free < backups && exists(free)) free++;
  const moves: RotationMove[] = [];
  for (let n = free; n > 1; n--) moves.push({ from: `${path}.${n - 1}`, to: `${path}.${n}` });
  moves.push({ from: path, to: `${path}.1` });
  return moves;
}
