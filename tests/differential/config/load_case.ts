/**
 * One configuration to load twice.
 *
 * @module
 */

import { parseDaemonArguments } from "#lib/config/command_line.ts";
import { loadConfig } from "#lib/config/load.ts";
import type { Users } from "#lib/ports/users.ts";
import { realFileSystem, realHost, realUsers } from "#tests/config/support/real_ports.ts";
import { askSupervisor } from "./oracle.ts";
import { ourOutcome, theirOutcome } from "./outcome.ts";
import type { Outcome } from "./outcome.ts";

/** A command line, an environment and files. */
export interface LoadCase {
  readonly name: string;
  /** Words after the program's name. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The directory in which the daemon is started. */
  readonly cwd: string;
  /** All text that is read, for the list of differences. */
  readonly text: string;
}

/** What both made of a case. */
export interface LoadPair {
  readonly subject: LoadCase;
  readonly theirs: Outcome;
  readonly ours: Outcome;
}

/** The same cases against two versions of Supervisor. */
export interface LoadPairs {
  /** Supervisor 4.4, as far as its loader differs. */
  readonly newer: readonly LoadPair[];
  /** The one that is installed. */
  readonly installed: readonly LoadPair[];
}

/** Loads every case with both Supervisors and with this loader. */
export async function loadAll(cases: readonly LoadCase[]): Promise<LoadPairs> {
  const questions = [true, false].flatMap((emulate) =>
    cases.map(({ argv, env, cwd }) => ({ op: "load", argv, env, cwd, emulate }))
  );
  const answers = await askSupervisor(questions);
  const users = realUsers();
  const ours = cases.map((subject) => loadOurs(subject, users));
  const pairs = (offset: number): readonly LoadPair[] =>
    cases.map((subject, index) => ({
      subject,
      theirs: theirOutcome(answers[index + offset]!),
      ours: ours[index]!,
    }));
  return { newer: pairs(0), installed: pairs(cases.length) };
}

function loadOurs(subject: LoadCase, users: Users): Outcome {
  const parsed = parseDaemonArguments(subject.argv);
  if (parsed.kind === "error") return { verdict: "rejected", messages: [parsed.message] };
  if (parsed.kind !== "run") throw new Error(`${subject.name} asks for ${parsed.kind}`);
  const { cwd, env } = subject;
  return ourOutcome(loadConfig({
    commandLine: parsed.commandLine,
    fs: realFileSystem,
    users,
    host: realHost({ cwd, env }),
    argv0: "supervisord",
  }));
}
