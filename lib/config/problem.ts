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
 * The text for stderr (config.md 1): the line that Supervisor prints for the first problem, then every
 * problem with its place, `file:line: [section] option: message`. Ends in a newline.
 */
export function renderProblems(problems: readonly Problem[], argv0: string): string {
  const lines: string[] = [];
  let head = "";
  for (const [index, problem] of problems.entries()) {
    const [first = "", ...rest] = problem.message.split("\n");
    if (index === 0) lines.push(`Error: ${first}`, ...rest);
    // Supervisor's line says it all where there is no key to name.
    if (index === 0 && subjectOf(problem) === "") head = first;
    // Several unreadable lines of one file share a head, which Supervisor prints once.
    else if (rest.length > 0 && first === head) lines.push(...rest);
    else lines.push(placedLine(problem, first), ...index === 0 ? [] : rest);
    head = first;
  }
  return [...lines, usageHint(argv0), ""].join("\n");
}

/** `[section] option: `, as much of it as is known; nothing for what does not stand in a file. */
export function subjectOf(problem: Pick<Problem, "section" | "option">): string {
  const { section, option } = problem;
  if (section === null) return "";
  return option === null ? `[${section}]: ` : `[${section}] ${option}: `;
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

function placedLine(problem: Problem, message: string): string {
  const place = placeOf(problem);
  return `${place === null ? "" : `${place}: `}${subjectOf(problem)}${message}`;
}

function usageHint(argv0: string): string {
  return `For help, use ${argv0} -h`;
}
