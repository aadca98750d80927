import { program } from "#tests/support/sections.ts";
import type { SubjectPlace } from "#tests/support/subject_place.ts";

/** Files that look like commands and are none. */
export async function unfitCommands(place: SubjectPlace): Promise<void> {
  await Deno.writeTextFile(place.scratch("plain"), "text\n", { mode: 0o644 });
  await Deno.writeTextFile(place.scratch("not-ours"), "#!/bin/sh\n");
  await Deno.chmod(place.scratch("not-ours"), 0o001);
}

/** A program that fails for good at its first attempt. */
export function failing(name: string, command: string): string {
  return program(name, { command, startretries: 0, startsecs: 3 });
}
