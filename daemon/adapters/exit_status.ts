import type { Exit } from "#lib/process/exit.ts";

/** Waits for a child and tells how it ended; also for signals that Deno has no name for. */
export async function waitForExit(child: Deno.ChildProcess): Promise<Exit> {
  try {
    const status = await child.status;
    if (status.signal !== null) return { kind: "signal", signal: status.signal, core: false };
    return { kind: "code", code: status.code };
  } catch (error) {
    // Deno rejects for real-time signals: "Invalid signal: 34".
    const number = /Invalid signal: (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    if (number === undefined) throw error;
    return { kind: "signal", signal: signalName(Number(number)), core: false };
  }
}

/** The names that Python's `signal` module has for real-time signals; other numbers stand as they are. */
function signalName(number: number): string {
  if (number === 34) return "SIGRTMIN";
  if (number === 64) return "SIGRTMAX";
  return `signal ${number}`;
}
