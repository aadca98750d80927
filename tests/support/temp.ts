/**
 * A directory that a test may fill and that goes away with the test.
 *
 * @module
 */

/** A temporary directory; disposing it removes it with everything in it. */
export interface TempDir extends AsyncDisposable {
  /** Absolute path, free of symbolic links. */
  readonly path: string;
  /** The path of something inside. */
  at(...names: string[]): string;
}

/**
 * Makes a fresh directory, mode 0700 unless `mode` says otherwise.
 *
 * The name is short, because a UNIX socket's path may have at most 107 bytes.
 */
export async function tempDir(options: { readonly mode?: number } = {}): Promise<TempDir> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "dv" }));
  if (options.mode !== undefined) await Deno.chmod(path, options.mode);
  return {
    path,
    at: (...names) => [path, ...names].join("/"),
    async [Symbol.asyncDispose]() {
      await Deno.remove(path, { recursive: true }).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    },
  };
}
