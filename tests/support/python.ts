/**
 * Debian's Python, which has the module `supervisor`, as a function from JSON to JSON.
 *
 * @module
 */

import { runCommand } from "./command.ts";

/** The interpreter whose dist-packages hold the real Supervisor. */
export const PYTHON = "/usr/bin/python3";

/**
 * Runs a Python script. It finds its input in the name `given` and leaves its result in `answer`.
 *
 * @param script Python statements.
 * @param given Any JSON value.
 * @throws {Error} with Python's own traceback when the script fails.
 */
export async function python(script: string, given: unknown = null): Promise<unknown> {
  const whole = `import json, sys
given = json.load(sys.stdin)
answer = None
${script}
json.dump(answer, sys.stdout)`;
  const { code, stdout, stderr } = await runCommand([PYTHON, "-c", whole], {
    input: JSON.stringify(given),
    within: 120_000,
  });
  if (code !== 0) throw new Error(`The Python script failed with status ${code}:\n${stderr}`);
  return JSON.parse(stdout);
}
