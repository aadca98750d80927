/**
 * Words in columns, laid out as Python's `cmd` module does (ctl.md 5, help).
 *
 * @module
 */

/** Blanks between two columns. */
const GAP = 2;

/**
 * Lines of words that run down the columns, with as few lines as fit into `width`. Every word is padded
 * to its column's width, the last one too.
 */
export function inColumns(words: readonly string[], width: number): readonly string[] {
  if (words.length === 0) return [];
  for (let rows = 1; rows < words.length; rows++) {
    const columns = cut(words, rows);
    const total = columns.reduce((sum, column) => sum + widest(column) + GAP, -GAP);
    if (total <= width) return layOut(columns, rows);
  }
  return layOut([words], words.length);
}

function cut(words: readonly string[], rows: number): readonly (readonly string[])[] {
  const columns: (readonly string[])[] = [];
  for (let at = 0; at < words.length; at += rows) columns.push(words.slice(at, at + rows));
  return columns;
}

function layOut(columns: readonly (readonly string[])[], rows: number): readonly string[] {
  return Array.from({ length: rows }, (_, row) =>
    columns
      .filter((column) => row < column.length)
      .map((column) => (column[row] as string).padEnd(widest(column)))
      .join(" ".repeat(GAP)));
}

function widest(column: readonly string[]): number {
  return Math.max(...column.map((word) => word.length));
}
