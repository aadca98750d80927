/** The top of the repository, without a slash at its end. */
export const ROOT: string = decodeURIComponent(new URL("../..", import.meta.url).pathname)
  .replace(/\/$/, "");

/** Folders that hold TypeScript. */
const SOURCE_FOLDERS = ["bench", "ctl", "daemon", "examples", "lib", "tests", "tools"];

/** Paths of all TypeScript modules inside the repository, sorted. */
export function listModules(): readonly string[] {
  const top = namesIn(".").filter((name) => isModule(name));
  const nested = SOURCE_FOLDERS.flatMap((folder) => [...modulesBelow(folder)]);
  return [...top, ...nested].sort();
}

function* modulesBelow(folder: string): Generator<string> {
  for (const entry of entriesOf(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) yield* modulesBelow(path);
    else if (entry.isFile && isModule(entry.name)) yield path;
  }
}

function isModule(name: string): boolean {
  return /\.tsx?$/.test(name) && !name.startsWith(".");
}

function namesIn(folder: string): readonly string[] {
  return entriesOf(folder).filter(({ isFile }) => isFile).map(({ name }) => name);
}

function entriesOf(folder: string): readonly Deno.DirEntry[] {
  try {
    return [...Deno.readDirSync(`${ROOT}/${folder}`)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
