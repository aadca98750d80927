/**
 * What is wrong with a configuration, and how a program says so before it gives up.
 *
 * @module
 */

/** One mistake. A configuration with problems is not used at all. */
export interface Problem {
  /** Supervisor's text where Supervisor knows this mistake; may have several lines. */
  readonly message: string;
  /** Absolute path, `null` for a mistake on the command line or a file that was not found. */
  readonly file: string | null;
  /** 1-based; `null` when no line is to blame. */
  readonly line: number | null;
  /** The header of the section, without brackets. */
  readonly section: string | null;
  /** The key, lower-case. */
  readonly option: string | null;
}

/**
 * The text for stderr (config.md 1): what Supervisor prints for the first problem, with a line
 * `file:line: message` for each further one in between. Ends in a newline.
 */
export function renderProblems(problems: readonly Problem[], argv0: string): string {
  const lines: string[] = [];
  let head = "";
  for (const problem of problems) {
    const [first = "", ...rest] = problem.message.split("\n");
    // Several unreadable lines of one file share a head, which Supervisor prints once.
    if (rest.length === 0 || first !== head) lines.push(headLine(problem, lines.length === 0));
    lines.push(...rest);
    head = first;
  }
  return [...lines, usageHint(argv0), ""].join("\n");
}

/** Two lines for stderr: a usage error, after which the exit status is 2. Ends in a newline. */
export function renderUsageError(message: string, argv0: string): string {
  return `Error: ${message}\n${usageHint(argv0)}\n`;
}

/** `file:line`, as much of it as is known; `null` when nothing is. */
export function placeOf(problem: Pick<Problem, "file" | "line">): string | null {
  if (problem.file === null) return null;
  return problem.line === null ? problem.file : `${problem.file}:${problem.line}`;
}

function headLine(problem: Problem, isFirst: boolean): string {
  const message = problem.message.split("\n")[0]!;
  if (isFirst) return `Error: ${message}`;
  const place = placeOf(problem);
  return place === null ? message : `${place}: ${message}`;
}

function usageHint(argv0: string): string {
  return `For help, use ${argv0} -h`;
}
