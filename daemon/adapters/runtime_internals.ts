/**
 * What Deno's own code uses and does not offer to others: reading and writing a child's pipe without a
 * stream between, and the name under which a program is started (`argv[0]`).
 *
 * The internal names stand here alone. Each function answers `null` when this Deno does not have them;
 * its callers then do without: with the streams of `Deno.ChildProcess`, and with the path as `argv[0]`.
 *
 * @module
 */

/** Reads and writes what Deno holds for the system: one call of the system each, no stream. */
export interface RuntimeCore {
  /** @returns how many bytes came; 0 at the end */
  read(resource: number, buffer: Uint8Array): Promise<number>;
  /** @returns how many bytes were taken, which may be fewer than there are */
  write(resource: number, data: Uint8Array): Promise<number>;
  /** Ends reads that wait; nothing happens when it is closed already. */
  tryClose(resource: number): void;
}

/** The name of one of a child's pipes. */
export type PipeName = "stdin" | "stdout" | "stderr";

/** The core of this Deno, `null` when it cannot be had. */
export function runtimeCore(): RuntimeCore | null {
  const { internal } = Deno as unknown as { internal?: symbol };
  if (internal === undefined) return null;
  const internals = (Deno as unknown as Record<symbol, { core?: Partial<RuntimeCore> }>)[internal];
  const core = internals?.core;
  const whole = [core?.read, core?.write, core?.tryClose].every((part) =>
    typeof part === "function"
  );
  return whole ? core as RuntimeCore : null;
}

/** The resource behind a pipe of `child`, `null` when it is not known. */
export function pipeResource(child: Deno.ChildProcess, pipe: PipeName): number | null {
  const name = symbolOf(child, `[[${pipe}Rid]]`);
  const resource = name === null ? null : (child as unknown as Record<symbol, unknown>)[name];
  return typeof resource === "number" ? resource : null;
}

/**
 * The key of an option of `Deno.Command` that sets `argv[0]`, `null` when there is none. It is that by
 * which Deno's `node:child_process` does it; asking for the options of a command shows it.
 */
export function argv0Option(): symbol | null {
  let found: symbol | null = null;
  const options = new Proxy({}, {
    get(_target, key): undefined {
      if (typeof key !== "symbol" || key.description !== "argv0") return undefined;
      found = key;
      throw new Error("nothing is to be started");
    },
  });
  try {
    // Without its throw it would run what does not exist.
    new Deno.Command("/dev/null/none", options).outputSync();
  } catch {
    // Thrown above, or by a Deno that does not ask.
  }
  return found;
}

function symbolOf(object: object, description: string): symbol | null {
  return Object.getOwnPropertySymbols(object)
    .find((symbol) => symbol.description === description) ?? null;
}
