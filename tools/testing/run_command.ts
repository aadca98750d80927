/** How a command ended. */
export interface CommandResult {
  readonly ok: boolean;
  /** The signal that ended it, `null` when it ended by itself or could not be started. */
  readonly signal: string | null;
  /** Standard output and standard error, in this order. */
  readonly output: string;
}

/** What to run and where. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the command with SIGTERM when it fires. */
  readonly signal?: AbortSignal;
  /** Called with each piece of output as it comes; it is collected all the same. */
  readonly onOutput?: (text: string) => void;
}

/**
 * Runs a command without input and collects what it prints. A command that is not there, or was
 * ended by `signal`, is one that did not end well.
 */
export async function runCommand(
  argv: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  const [command = "", ...args] = argv;
  const { onOutput = () => {} } = options;
  try {
    const child = new Deno.Command(command, {
      args,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.env !== undefined && { env: { ...options.env } }),
      ...(options.signal !== undefined && { signal: options.signal }),
    }).spawn();
    const [out, err, status] = await Promise.all([
      collect(child.stdout, onOutput),
      collect(child.stderr, onOutput),
      child.status,
    ]);
    return { ok: status.success, signal: status.signal, output: out + err };
  } catch (error) {
    return {
      ok: false,
      signal: null,
      output: `Cannot run '${command}': ${(error as Error).message}\n`,
    };
  }
}

async function collect(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onOutput: (text: string) => void,
): Promise<string> {
  let all = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    all += text;
    onOutput(text);
  }
  return all;
}
