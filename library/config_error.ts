import { placeOf, type Problem } from "#lib/config/problem.ts";

/** A configuration that cannot be used. The message has a line for each problem, with its place. */
export class ConfigError extends Error {
  /** Always `ConfigError`. */
  override readonly name = "ConfigError";
  /** Everything that is wrong, in the order in which Supervisor would meet it. */
  readonly problems: readonly Problem[];

  /** An error for at least one problem. */
  constructor(problems: readonly Problem[]) {
    super(problems.map(line).join("\n"));
    this.problems = problems;
  }
}

function line(problem: Problem): string {
  const place = problem.line === null ? null : placeOf(problem);
  return place === null ? problem.message : `${place}: ${problem.message}`;
}
