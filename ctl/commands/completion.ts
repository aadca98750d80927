import type { Invocation } from "#ctl/command.ts";
import { CLIENT_OPTIONS, parseCommandLine } from "#ctl/command_line.ts";
import { completeWords } from "#ctl/completion.ts";
import { COMPLETION_SCRIPTS } from "#ctl/completion_scripts.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { loadSettings } from "#ctl/load_settings.ts";
import { allMethods } from "#ctl/plugin_methods.ts";
import type { Terminal } from "#ctl/terminal.ts";

/** Spellings for another hand's habits are left out. */
const LONG_OPTIONS: readonly string[] = CLIENT_OPTIONS
  .filter(({ long, doc }) => long !== null && doc !== "").map(({ long }) => `--${long}`);

/** `completion bash|zsh|fish`: the script for a shell. The scripts call `completion query -- WORD…`. */
export async function completion(invocation: Invocation): Promise<void> {
  const { session, report, terminal, words } = invocation;
  if (words[0] === "query") return await query(invocation);
  const script = words.length === 1 ? COMPLETION_SCRIPTS.get(words[0] as string) : undefined;
  if (script !== undefined) return terminal.print(script);
  report.line(`Error: unknown shell '${words.join(" ")}': bash, zsh or fish`, "bad");
  session.fail(EXIT_STATUS.GENERIC);
}

/**
 * Prints what may stand in place of the last word, one candidate a line. The words are those of a whole
 * `svctl` command line up to the cursor; its options choose the daemon that is asked for names. Nothing
 * is said about what goes wrong: nobody could see it.
 */
async function query({ session, terminal }: Invocation): Promise<void> {
  // As separate as the shell passed them: the last one is often empty.
  const words = session.settings.words.slice(session.settings.words.indexOf("--") + 1);
  const current = words.at(-1) ?? "";
  try {
    const line = parseCommandLine([...words.slice(0, -1)]);
    if (line.words.length === 0 && current.startsWith("-")) {
      return printAll(terminal, LONG_OPTIONS.filter((option) => option.startsWith(current)));
    }
    const settings = await loadSettings(line);
    session.endpoint = settings.endpoint;
    const candidates = await completeWords([...line.words, current], {
      commands: session.commands,
      processes: () => session.api.getAllProcessInfo().catch(() => []),
      methods: () => allMethods(session).catch(() => []),
    });
    printAll(terminal, candidates);
  } catch {
    // An option that waits for its argument, a file that cannot be read: no candidates.
  }
}

function printAll(terminal: Terminal, candidates: readonly string[]): void {
  terminal.print(candidates.map((candidate) => `${candidate}\n`).join(""));
}
