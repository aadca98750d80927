/** One rename of a rotation, names relative to nothing: they are the log's path with a suffix. */
export interface RotationMove {
  readonly from: string;
  readonly to: string;
}

/**
 * The renames that shift a log's backups by one, in the order in which they must be done (LOG-005):
 * `.N-1` to `.N` first, which drops the oldest, the log itself to `.1` last. None when `backups` is 0
 * or less: then the log is emptied in place.
 *
 * Every step leaves all bytes but the dropped ones in files whose numbers are in order, so a rotation
 * that is cut short loses nothing.
 *
 * @param numbers backups that exist, in any order, where that is known; else all are tried.
 */
export function rotationMoves(
  path: string,
  options: { readonly backups: number; readonly numbers?: Iterable<number> },
): readonly RotationMove[] {
  if (options.backups <= 0) return [];
  const moves: RotationMove[] = [];
  const numbers = options.numbers === undefined
    ? countDown(options.backups - 1)
    : [...options.numbers].filter((n) => n >= 1 && n < options.backups).sort((a, b) => b - a);
  for (const n of numbers) moves.push({ from: `${path}.${n}`, to: `${path}.${n + 1}` });
  moves.push({ from: path, to: `${path}.1` });
  return moves;
}

/** The backup numbers among the names of a directory, for a log whose own name is `base`. */
export function backupNumbers(base: string, names: Iterable<string>): readonly number[] {
  const numbers: number[] = [];
  for (const name of names) {
    if (!name.startsWith(`${base}.`)) continue;
    const suffix = name.slice(base.length + 1);
    if (/^[1-9]\d{0,8}$/.test(suffix)) numbers.push(Number(suffix));
  }
  return numbers;
}

function countDown(from: number): readonly number[] {
  return Array.from({ length: Math.max(0, from) }, (_, index) => from - index);
}
