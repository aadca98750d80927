import type { SubjectKind } from "#tests/support/subject_command.ts";
import { memoryOf } from "../procfs.ts";
import type { Results } from "../results.ts";
import { Side } from "../side.ts";

/** Both, alternately the one and the other first. */
export function inTurn(round: number): readonly SubjectKind[] {
  return round % 2 === 0 ? ["denvisord", "supervisord"] : ["supervisord", "denvisord"];
}

/** A daemon without programs: from exec to its first answer, its memory, its end. */
export async function measureStart(results: Results, rounds: number): Promise<void> {
  if (!results.wants("first-answer", "shutdown-0", "memory-0")) return;
  for (let round = 0; round < rounds; round++) {
    for (const kind of inTurn(round)) {
      await using side = Side.start(kind, () => ({ programs: "" }));
      await side.untilAnswer(2);
      const answered = performance.timeOrigin + performance.now();
      results.add("first-answer", kind, answered - side.launched);
      await side.pause(300);
      results.add("memory-0", kind, memoryOf(side.pid));
      results.add("shutdown-0", kind, await side.stop());
    }
  }
}
