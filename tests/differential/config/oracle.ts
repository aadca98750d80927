/**
 * Asks the installed Supervisor, in one Python process (see `oracle.py`).
 *
 * @module
 */

import { PYTHON } from "#tests/support/python.ts";

/** One question; the fields depend on `op`. */
export type Question = Readonly<Record<string, unknown>> & { readonly op: string };

/** One answer. `crash` names the exception where Supervisor would have shown a traceback. */
export type Answer =
  | (Readonly<Record<string, unknown>> & { readonly ok: true })
  | { readonly ok: false; readonly message: string; readonly crash: string | false };

/** Asks all `questions` and returns the answers in the same order. */
export async function askSupervisor(questions: readonly Question[]): Promise<readonly Answer[]> {
  const script = new URL("./oracle.py", import.meta.url).pathname;
  const child = new Deno.Command(PYTHON, {
    args: ["-X", "utf8", script],
    // The order of sets decides which of several unknown events is named.
    env: { PYTHONHASHSEED: "0" },
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const text = questions.map((question) => JSON.stringify(question) + "\n").join("");
  const writing = new Blob([text]).stream().pipeTo(child.stdin);
  const output = await child.output();
  await writing;
  const lines = new TextDecoder().decode(output.stdout).trimEnd().split("\n");
  if (!output.success || lines.length !== questions.length) {
    throw new Error(`The oracle answered ${lines.length} of ${questions.length} questions`);
  }
  return lines.map((line) => JSON.parse(line) as Answer);
}
