import { checkCompatibility } from "#tools/compatibility/check.ts";
import { docProblems } from "./doc_lint.ts";
import { listModules, ROOT } from "./repository.ts";
import { type CommandResult, runCommand } from "./run_command.ts";

/** A check that needs no test to run. */
export interface StaticCheck {
  readonly name: string;
  run(): Promise<CheckResult>;
}

/** How a check went, and what it has to say. */
export type CheckResult = Pick<CommandResult, "ok" | "output">;

const DENO = Deno.execPath();

/** Runs of the linter before its crashes count. */
const LINT_ATTEMPTS = 4;

/** All static checks: format, lint with our rules, types, documentation, compatibility table. */
export const STATIC_CHECKS: readonly StaticCheck[] = [
  { name: "format", run: () => deno("fmt", "--check", "--quiet") },
  { name: "lint", run: lint },
  { name: "types", run: () => deno("check", "--quiet", "--frozen", ...listModules()) },
  { name: "documentation", run: documentation },
  { name: "compatibility table", run: compatibility },
];

function deno(...args: string[]): Promise<CommandResult> {
  return runCommand([DENO, ...args], { cwd: ROOT });
}

/**
 * Deno 2.9.6 with a lint plugin dies of SIGSEGV in one run of fifty, on no particular source. Such a
 * run says nothing about the sources and is made again.
 */
async function lint(): Promise<CheckResult> {
  for (let attempt = 1;; attempt++) {
    const result = await deno("lint", "--quiet");
    if (result.signal === null || attempt === LINT_ATTEMPTS) return result;
  }
}

/** Modules whose exports others use; tests and tools explain themselves. */
function documentedModules(): readonly string[] {
  return listModules().filter((path) => /^(?:lib|library|daemon|ctl|tools)\/|^mod\.ts$/.test(path));
}

async function documentation(): Promise<CheckResult> {
  const env = { NO_COLOR: "1" };
  const argv = [DENO, "doc", "--lint", ...documentedModules()];
  const { output } = await runCommand(argv, { cwd: ROOT, env });
  // What a package exports again is its own affair.
  const problems = docProblems(output).filter(({ place }) => place.startsWith(ROOT));
  return {
    ok: problems.length === 0,
    output: problems.map(({ place, code, message }) => `${place}: ${code}: ${message}\n`).join(""),
  };
}

async function compatibility(): Promise<CheckResult> {
  const { problems, summary } = await checkCompatibility(ROOT);
  const lines = problems.length === 0 ? [summary] : problems;
  return { ok: problems.length === 0, output: lines.map((line) => `${line}\n`).join("") };
}
