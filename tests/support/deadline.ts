/**
 * Waiting for the real world: a probe that is asked again until it answers or time is up.
 *
 * @module
 */

/** What is waited for, and how long. */
export interface UntilOptions {
  /** Milliseconds after which waiting fails. */
  readonly within: number;
  /** Completes the sentence "Waited in vain for …". */
  readonly what: string;
  /** Milliseconds between two probes. @default 20 */
  readonly every?: number;
}

/**
 * Resolves with the first truthy answer of `probe`. A probe that throws has not answered yet.
 *
 * @throws {Error} when the deadline passes, naming what was awaited and what came last.
 */
export async function until<T>(
  probe: () => T | Promise<T>,
  options: UntilOptions,
): Promise<Exclude<T, undefined | null | false | "" | 0>> {
  const end = performance.now() + options.within;
  let last: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer) return answer as Exclude<T, undefined | null | false | "" | 0>;
      last = answer;
    } catch (error) {
      last = error;
    }
    if (performance.now() >= end) throw new Error(describe(options, last));
    await new Promise((resolve) => setTimeout(resolve, options.every ?? 20));
  }
}

/** Resolves with `promise`, or throws when it has not settled within the deadline. */
export async function within<T>(promise: Promise<T>, options: UntilOptions): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Waited in vain for ${options.what} (${options.within} ms)`)),
      options.within,
    );
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

function describe(options: UntilOptions, last: unknown): string {
  const shown = last instanceof Error ? `${last.name}: ${last.message}` : Deno.inspect(last);
  return `Waited in vain for ${options.what} (${options.within} ms); last seen: ${shown}`;
}
