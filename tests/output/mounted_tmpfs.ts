import { succeed } from "#tests/support/command.ts";
import { tempDir } from "#tests/support/temp.ts";

/** A small file system of its own; disposing it unmounts it. */
export interface MountedTmpfs extends AsyncDisposable {
  readonly path: string;
  at(name: string): string;
}

/** Mounts a tmpfs of `kilobytes`. Needs root. */
export async function mountedTmpfs(kilobytes: number): Promise<MountedTmpfs> {
  const dir = await tempDir();
  await succeed(["mount", "-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", dir.path]);
  return {
    path: dir.path,
    at: dir.at,
    async [Symbol.asyncDispose]() {
      await succeed(["umount", "-l", dir.path]);
      await dir[Symbol.asyncDispose]();
    },
  };
}
