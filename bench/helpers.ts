/**
 * Runs the benchmark's own programs, which are written in Python so that both daemons meet the same,
 * foreign client.
 *
 * @module
 */

import { PYTHON } from "#tests/support/python.ts";

/** The path of a file beside this one. */
export function pathOf(name: string): string {
  return new URL(name, import.meta.url).pathname;
}

/** Runs a program of `clients/` on a plan. @throws {Error} with what it complained of */
export async function runClient<T>(
  name: string,
  { plan, env }: { readonly plan: unknown; readonly env?: Record<string, string> },
): Promise<T> {
  const child = new Deno.Command(PYTHON, {
    args: [pathOf(`clients/${name}.py`)],
    ...(env === undefined ? {} : { env, clearEnv: true }),
    ...{ stdin: "piped", stdout: "piped", stderr: "piped" },
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(JSON.stringify(plan)));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const text = new TextDecoder();
  if (!success) throw new Error(`${name}: ${text.decode(stderr)}`);
  return JSON.parse(text.decode(stdout)) as T;
}
