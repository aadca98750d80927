import { until } from "#tests/support/deadline.ts";
import { runCommand } from "#tests/support/command.ts";
import { PYTHON } from "#tests/support/python.ts";
import { tempDir } from "#tests/support/temp.ts";

/** A mount that hangs when told; disposing it unmounts it. */
export interface HangingMount extends AsyncDisposable {
  /** The one file in it. */
  readonly log: string;
  /** What was written to that file. */
  text(): string;
  /** From now on everything there waits. */
  hang(): void;
  /** Everything goes on. */
  wake(): void;
}

/** Mounts a file system for which a process of ours is the server. Needs root and `/dev/fuse`. */
export async function hangingMount(): Promise<HangingMount> {
  const dir = await tempDir();
  const [point, store] = [dir.at("mount"), dir.at("store")];
  await Deno.mkdir(point);
  const server = new Deno.Command(PYTHON, {
    args: ["-I", "-S", `${import.meta.dirname}/hanging_fs.py`, point, store],
    stdin: "null",
    stdout: "null",
  }).spawn();
  await until(() => Deno.statSync(`${point}/log`), { within: 10_000, what: "the mount" });
  return {
    log: `${point}/log`,
    text: () => Deno.readTextFileSync(store),
    hang: () => server.kill("SIGSTOP"),
    wake: () => server.kill("SIGCONT"),
    async [Symbol.asyncDispose]() {
      await runCommand(["umount", "-l", point]);
      // Whoever still waits there gets an error when the server is gone.
      try {
        server.kill("SIGKILL");
      } catch {
        // Nothing is mounted any more, so it has ended by itself.
      }
      await server.status;
      await dir[Symbol.asyncDispose]();
    },
  };
}
