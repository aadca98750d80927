/**
 * `deno task install [--replace] [--root DIRECTORY] [DIRECTORY…]` and `deno task uninstall [--root
 * DIRECTORY]`: puts `svctl` and `denvisord` where shells find them, and takes them away again.
 *
 * @module
 */

import { type Installation, installCommands, uninstallCommands } from "./install/commands.ts";
import { InstallError } from "./install/install_error.ts";

const USAGE = "usage: deno task install [--replace] [--root DIRECTORY] [DIRECTORY…]\n" +
  "       deno task uninstall [--root DIRECTORY]";

const checkout = new URL("..", import.meta.url).pathname.replace(/\/$/, "");

Deno.exit(await main(Deno.args));

async function main([action, ...words]: readonly string[]): Promise<number> {
  try {
    const installation = parse(words);
    if (action === "install") await installCommands(installation);
    else if (action === "uninstall") await uninstallCommands(installation);
    else throw new InstallError(USAGE);
    return 0;
  } catch (error) {
    if (!(error instanceof InstallError)) throw error;
    console.error(error.message);
    return 2;
  }
}

function parse(words: readonly string[]): Installation {
  let root = Deno.env.get("DENO_INSTALL_ROOT") ?? `${Deno.env.get("HOME") ?? ""}/.deno`;
  let replace = false;
  const directories: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === "--replace") replace = true;
    else if (word === "--root" && words[at + 1] !== undefined) root = fromCaller(words[++at]!);
    else if (word.startsWith("-")) throw new InstallError(USAGE);
    else directories.push(fromCaller(word));
  }
  return { checkout, root, replace, directories };
}

/** `deno task` changes the directory; paths start where it was called. */
function fromCaller(path: string): string {
  return path.startsWith("/") ? path : `${Deno.env.get("INIT_CWD") ?? Deno.cwd()}/${path}`;
}
