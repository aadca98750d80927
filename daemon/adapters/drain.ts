import type { PipeReader } from "./pipe_reader.ts";

/** A pipe in which nothing arrived for two such intervals is empty. */
const QUIET_MS = 2;
/** Descendants that go on writing are cut off after this many intervals. */
const MOST_INTERVALS = 100;

/**
 * Waits until everything that an ended child wrote has been read, then closes its pipes.
 *
 * Usually the pipes end with the child. When a descendant holds them open, they are closed as soon as
 * they are empty, as Supervisor does: its later output is lost.
 */
export async function drainPipes(readers: readonly PipeReader[]): Promise<void> {
  let open = readers.length;
  const ends = readers.map((reader) => reader.closed.then(() => open--));
  const allClosed = Promise.all(ends);
  // Most pipes end in the same turn of the event loop as the child: no timer for them.
  await Promise.race([allClosed, nextTurn()]);
  let seen = -1;
  for (let quiet = 0, turn = 0; open > 0 && quiet < 2 && turn < MOST_INTERVALS; turn++) {
    // A log that takes no more for now keeps the pipe full: that is no sign of an empty one.
    const blocked = readers.map((reader) => reader.blocked).filter((promise) => promise !== null);
    const wait = blocked.length > 0 ? Promise.all(blocked) : nextTurn(QUIET_MS);
    await Promise.race([allClosed, wait]);
    const chunks = readers.reduce((sum, reader) => sum + reader.chunks, 0);
    quiet = chunks === seen && blocked.length === 0 ? quiet + 1 : 0;
    seen = chunks;
  }
  for (const reader of readers) reader.close();
}

function nextTurn(delay = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delay));
}
