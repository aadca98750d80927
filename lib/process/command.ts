/**
 * From a `command=` line to an executable and its arguments (`PROC-016`, `PROC-017`).
 *
 * @module
 */

import type { ExecutableKind, Executables } from "#lib/ports/executables.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";
import { shellSplit } from "#lib/text/shell_split.ts";
import { errorMessage } from "../text/error_text.ts";

/** A command that can be tried. */
export interface ResolvedCommand {
  readonly ok: true;
  /**
   * Absolute path of the executable; the bare name where the daemon may look at none of its places, so
   * that only whoever executes it can find it.
   */
  readonly file: string;
  /** The words of the command, the program as it was written first. */
  readonly argv: readonly string[];
}

/** A command that cannot be run, and the text for `spawnerr`. */
export interface BadCommand {
  readonly ok: false;
  /** `not-found` faults NO_FILE, everything else NOT_EXECUTABLE. */
  readonly problem: "not-found" | "not-executable";
  readonly reason: string;
}

/** Where commands are looked for. */
export interface CommandSurroundings {
  /** The daemon's own directory: relative commands start there, not in the program's `directory`. */
  readonly cwd: string;
  /** Value of `PATH` for this program; `undefined` takes Supervisor's default. */
  readonly path: string | undefined;
  readonly executables: Executables;
}

const DEFAULT_PATH = ["/bin", "/usr/bin", "/usr/local/bin"];

/** The absolute paths at which `program` is looked for, in order. */
export function commandCandidates(
  program: string,
  surroundings: Pick<CommandSurroundings, "cwd" | "path">,
): readonly string[] {
  if (program.includes("/")) return [absolute(program, surroundings.cwd)];
  const directories = surroundings.path === undefined ? DEFAULT_PATH : surroundings.path.split(":");
  return directories.map((directory) => absolute(joined(directory, program), surroundings.cwd));
}

/** Finds what `command` runs. The first candidate that exists counts, even if it cannot be executed. */
export function resolveCommand(
  command: string,
  surroundings: CommandSurroundings,
): ResolvedCommand | BadCommand {
  let argv: readonly string[];
  try {
    argv = shellSplit(command);
  } catch (error) {
    const reason = errorMessage(error);
    return bad(`can't parse command ${pythonRepr(command)}: ${reason}`);
  }
  const program = argv[0];
  if (program === undefined) return bad("command is empty");
  let unknown = false;
  for (const file of commandCandidates(program, surroundings)) {
    const kind = surroundings.executables.probe(file);
    if (kind === "missing") continue;
    if (kind === "unknown" && !program.includes("/")) {
      unknown = true;
      continue;
    }
    const shown = program.includes("/") ? program : file;
    const reason = refusal(kind, shown);
    return reason === null ? { ok: true, file, argv } : bad(reason);
  }
  if (unknown) return { ok: true, file: program, argv };
  return { ok: false, problem: "not-found", reason: `can't find command ${pythonRepr(program)}` };
}

function refusal(kind: Exclude<ExecutableKind, "missing">, path: string): string | null {
  switch (kind) {
    case "directory":
      return `command at ${pythonRepr(path)} is a directory`;
    case "not-executable":
      return `command at ${pythonRepr(path)} is not executable`;
    case "not-permitted":
      return `no permission to run command ${pythonRepr(path)}`;
    case "executable":
    case "unknown":
      return null;
  }
}

function bad(reason: string): BadCommand {
  return { ok: false, problem: "not-executable", reason };
}

function joined(directory: string, name: string): string {
  if (directory === "") return name;
  return directory.endsWith("/") ? directory + name : `${directory}/${name}`;
}

function absolute(path: string, cwd: string): string {
  return path.startsWith("/") ? path : joined(cwd, path);
}
