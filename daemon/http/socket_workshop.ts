/**
 * The place where a socket gets its mode and owner before anybody can reach it.
 *
 * @module
 */

import { removeIfThere } from "#daemon/adapters/optional_file.ts";
import { ListenError } from "./listen_error.ts";

/** How long another daemon may take that opens the same socket. */
const PATIENCE_MS = 3000;
const RETRY_MS = 20;

/**
 * A directory `PATH.new` of mode 0700 beside the socket `PATH`, locked: while one daemon has it, no
 * other looks at, removes or creates that socket. Disposing removes it. One that a killed daemon
 * left behind is taken over, because its lock died with it.
 */
export class SocketWorkshop implements Disposable {
  /** Where to bind: reachable by this user only. */
  readonly socketPath: string;
  readonly #directory: string;
  readonly #lock: Lock;

  private constructor(directory: string, lock: Lock) {
    this.#directory = directory;
    this.#lock = lock;
    this.socketPath = `${directory}/s`;
    removeIfThere(this.socketPath);
  }

  /**
   * Waits while another daemon is at it.
   *
   * @param path of the socket
   * @param uid that this process runs as
   * @throws {ListenError} in-use after three seconds
   * @throws {Error} when the directory cannot be made, or is somebody else's
   */
  static async enter(path: string, uid: number): Promise<SocketWorkshop> {
    const directory = `${path}.new`;
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const lock = tryLock(directory, uid);
      if (lock !== null) return new SocketWorkshop(directory, lock);
      if (performance.now() > end) throw ListenError.inUse();
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  [Symbol.dispose](): void {
    removeIfThere(this.socketPath);
    removeIfThere(this.#directory);
    this.#lock.close();
  }
}

/** What holds the lock until it is closed. */
interface Lock {
  close(): void;
}

/** Of a directory in `/dev/shm`, where Deno opens nothing: two daemons at one socket are not told apart. */
const NO_LOCK: Lock = { close: () => {} };

/** The locked directory, or `null` when somebody else has it. */
function tryLock(directory: string, uid: number): Lock | null {
  try {
    Deno.mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  }
  let file: Deno.FsFile;
  try {
    file = Deno.openSync(directory);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    ensureOwn(Deno.lstatSync(directory), { directory, uid });
    return NO_LOCK;
  }
  try {
    // The one who had it may have removed it since: then this is the lock of nothing.
    if (file.tryLockSync(true) && isStill(file, { directory, uid })) return file;
  } catch (error) {
    file.close();
    throw error;
  }
  file.close();
  return null;
}

function isStill(
  file: Deno.FsFile,
  expected: { readonly directory: string; readonly uid: number },
): boolean {
  const { directory } = expected;
  try {
    const there = Deno.lstatSync(directory);
    const here = file.statSync();
    ensureOwn(there, expected);
    return there.ino === here.ino && there.dev === here.dev;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

function ensureOwn(
  there: Deno.FileInfo,
  { directory, uid }: { readonly directory: string; readonly uid: number },
): void {
  if (there.isDirectory && there.uid === uid) return;
  throw new Error(`Cannot use '${directory}': it is not a directory of this user`);
}
