import { rotationMoves } from "#lib/output/rotation.ts";
import { lstatOrNull } from "../adapters/optional_file.ts";

/**
 * Moves a log and its backups up by one number; `.1` is the log itself afterwards.
 *
 * @throws {Error} what a rename failed with; the moves before it are done.
 */
export function shiftBackups(path: string, backups: number): void {
  const exists = (number: number) => lstatOrNull(`${path}.${number}`) !== null;
  for (const { from, to } of rotationMoves(path, { backups, exists })) {
    try {
      Deno.renameSync(from, to);
    } catch (error) {
      // Somebody removed it in between.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}
