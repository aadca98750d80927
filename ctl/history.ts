/**
 * The shell's history between sessions (`CTL-033`): one command a line, the oldest first.
 *
 * @module
 */

/** Lines that are kept. */
const LIMIT = 1000;

/** The commands of earlier sessions, oldest first; none when the file is missing or may not be read. */
export function readHistory(path: string): readonly string[] {
  try {
    const lines = Deno.readTextFileSync(path).split("\n").filter((line) => line !== "");
    return lines.slice(-LIMIT);
  } catch {
    return [];
  }
}

/** Keeps the commands; a file that cannot be written is none of the user's concern. */
export function writeHistory(path: string, lines: readonly string[]): void {
  try {
    const text = lines.slice(-LIMIT).map((line) => `${line}\n`).join("");
    Deno.writeTextFileSync(path, text, { mode: 0o600 });
  } catch {
    // As supervisorctl: the session is over, and nothing depends on the file.
  }
}
