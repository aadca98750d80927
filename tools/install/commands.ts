/**
 * The commands in the directory that an installation root has for them, its `bin`.
 *
 * @module
 */

import { clientFlags } from "./client_flags.ts";
import { InstallError } from "./install_error.ts";

/** What is installed, and where. */
export interface Installation {
  /** The checkout that the commands run; it must stay where it is. */
  readonly checkout: string;
  /** Absolute path, as for `deno install --root`. */
  readonly root: string;
  /** Also under Supervisor's names. */
  readonly replace: boolean;
  /** Where else configs and sockets lie. */
  readonly directories: readonly string[];
}

/** Supervisor's names, each a link to ours. */
const REPLACED = [["supervisorctl", "svctl"], ["supervisord", "denvisord"]] as const;

/** Installs both commands. @throws {InstallError} */
export async function installCommands(installation: Installation): Promise<void> {
  const { checkout, root, replace, directories } = installation;
  const bin = `${root}/bin`;
  const links = linksOf(installation);
  for (const [name, target] of links) refuseForeign(`${bin}/${name}`, target);
  // Each makes its bundle, which needs neither the cache nor the directory it was made in.
  await run([`${checkout}/bin/svctl`, "--help"]);
  await run([`${checkout}/bin/denvisord`, "--version"]);
  const code = `${checkout}/.build/ctl/main.js`;
  await run([
    ...[Deno.execPath(), "install", "--global", "--force", "--quiet", "--no-config", "--no-lock"],
    ...["--root", root, "--name", "svctl"],
    ...clientFlags({ home: Deno.env.get("HOME"), directories: [checkout, ...directories] }),
    code,
  ]);
  for (const [name, target] of links) link(`${bin}/${name}`, target);
  const names = ["svctl", ...links.map(([name]) => name)];
  console.log(`Installed ${names.join(", ")} in ${bin}`);
  if (!(Deno.env.get("PATH") ?? "").split(":").includes(bin)) {
    console.log(`${bin} is not on PATH`);
  }
  if (!replace) return;
  console.log(
    "supervisord and supervisorctl now mean these where this directory comes first on PATH",
  );
}

/** Takes away what {@linkcode installCommands} made, and nothing else. @throws {InstallError} */
export async function uninstallCommands(installation: Installation): Promise<void> {
  const { root } = installation;
  const removed: string[] = [];
  for (const [name, target] of linksOf({ ...installation, replace: true })) {
    const path = `${root}/bin/${name}`;
    if (linkTarget(path) !== target) continue;
    Deno.removeSync(path);
    removed.push(name);
  }
  if (exists(`${root}/bin/svctl`)) {
    await run([Deno.execPath(), "uninstall", "--quiet", "--global", "--root", root, "svctl"]);
    removed.push("svctl");
  }
  console.log(
    removed.length === 0 ? `Nothing to remove in ${root}/bin` : `Removed ${removed.join(", ")}`,
  );
}

function linksOf(
  { checkout, root, replace }: Installation,
): readonly (readonly [string, string])[] {
  const ours = ["denvisord", `${checkout}/bin/denvisord`] as const;
  if (!replace) return [ours];
  return [ours, ...REPLACED.map(([name, target]) => [name, `${root}/bin/${target}`] as const)];
}

function refuseForeign(path: string, target: string): void {
  if (!exists(path)) return;
  const there = linkTarget(path);
  if (there === target || there?.endsWith(target.slice(target.lastIndexOf("/bin/")))) return;
  throw new InstallError(`Cannot install '${path}': another program has that name`);
}

function link(path: string, target: string): void {
  if (exists(path)) Deno.removeSync(path);
  Deno.symlinkSync(target, path);
}

function exists(path: string): boolean {
  try {
    Deno.lstatSync(path);
    return true;
  } catch {
    return false;
  }
}

function linkTarget(path: string): string | null {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return null;
  }
}

async function run([program, ...args]: readonly string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program!, { args, stdout: "null" }).output();
  if (success) return;
  throw new InstallError(`${program} failed:\n${new TextDecoder().decode(stderr).trimEnd()}`);
}
