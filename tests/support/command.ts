/**
 * Running a program to its end.
 *
 * @module
 */

/** How a program ended and what it printed. */
export interface Finished {
  readonly code: number;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Surroundings of the program. */
export interface CommandOptions {
  /** The whole environment; without it, the caller's. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Text for its standard input, which is empty otherwise. */
  readonly input?: string;
  /** Milliseconds after which it is killed and an error is thrown. @default 30000 */
  readonly within?: number;
}

/**
 * Runs `argv` and collects its output.
 *
 * @throws {Error} when it has not ended within the deadline.
 */
export async function runCommand(
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<Finished> {
  const [program, ...args] = argv;
  if (program === undefined) throw new Error("Cannot run an empty command");
  const child = new Deno.Command(program, {
    args,
    ...(options.env === undefined ? {} : { env: options.env, clearEnv: true }),
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, options.within ?? 30_000);
  try {
    const [output] = await Promise.all([child.output(), feed(child, options.input ?? "")]);
    if (late) throw new Error(`The command ${argv.join(" ")} did not end in time`);
    const decoder = new TextDecoder();
    return {
      code: output.code,
      signal: output.signal,
      stdout: decoder.decode(output.stdout),
      stderr: decoder.decode(output.stderr),
    };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs a command that has to succeed. @returns its standard output
 *
 * @throws {Error} with what it complained of when its status is not 0.
 */
export async function succeed(argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(argv);
  if (code !== 0) throw new Error(`${argv.join(" ")} failed with status ${code}: ${stderr}`);
  return stdout;
}

async function feed(child: Deno.ChildProcess, text: string): Promise<void> {
  const writer = child.stdin.getWriter();
  try {
    await writer.write(new TextEncoder().encode(text));
    await writer.close();
  } catch {
    // The program ended without reading its input.
  }
}
