/**
 * A client on a terminal, driven by Python's pty module.
 *
 * @module
 */

import { runCommand } from "#tests/support/command.ts";
import { PYTHON } from "#tests/support/python.ts";
import { clientCommand, clientEnv, type ClientKind, type ClientOptions } from "./clients.ts";

/** Something to wait for, or something to type. */
export type PtyStep =
  /** `again` is typed, key by key, until the text appears. */
  | { readonly expect: string; readonly again?: string }
  | { readonly send: string };

/** What was on the terminal. */
export interface PtyAnswer {
  /** With all control sequences. */
  readonly output: string;
  /** As somebody would read it: without control sequences, line feeds only. */
  readonly text: string;
  readonly code: number;
}

/** How the terminal is set up. */
export interface PtyOptions extends ClientOptions {
  /** @default 120 */
  readonly columns?: number;
}

/**
 * Runs a client on a terminal until it ends.
 *
 * @throws {Error} with the output so far when a step waits in vain
 */
export async function runOnTerminal(
  kind: ClientKind,
  words: readonly string[],
  options: PtyOptions & { readonly steps: readonly PtyStep[] },
): Promise<PtyAnswer> {
  return await driveTerminal([...clientCommand(kind, options.permissions), ...words], options);
}

/** The same for any program: its words and the steps. */
export async function driveTerminal(
  argv: readonly string[],
  options: PtyOptions & { readonly steps: readonly PtyStep[] },
): Promise<PtyAnswer> {
  const script = {
    argv,
    env: clientEnv({ TERM: "xterm-256color", ...options.env }),
    cwd: options.cwd ?? "/",
    columns: options.columns ?? 120,
    steps: options.steps,
  };
  const { code, stdout, stderr } = await runCommand(
    [PYTHON, `${import.meta.dirname}/pty_drive.py`],
    { input: JSON.stringify(script), within: 120_000 },
  );
  if (code !== 0) throw new Error(`The terminal could not be driven:\n${stderr}`);
  const answer = JSON.parse(stdout) as PtyAnswer & { readonly failure: string | null };
  if (answer.failure !== null) throw new Error(`${answer.failure}\n${answer.output}`);
  return { output: answer.output, text: readable(answer.output), code: answer.code };
}

/** Control sequences out, carriage returns and what they overwrite out. */
function readable(output: string): string {
  return output
    // deno-lint-ignore no-control-regex
    .replaceAll(/\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x07/g, "")
    .replaceAll(/\r+\n/g, "\n");
}
