import { succeed } from "./command.ts";

/** Makes a FIFO. */
export async function makeFifo(path: string): Promise<void> {
  await succeed(["mkfifo", path]);
}
