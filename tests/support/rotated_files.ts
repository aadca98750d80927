/** The paths of a log and of its backups, the oldest first; none when there is no such file. */
export function rotatedFiles(log: string): readonly string[] {
  const directory = log.slice(0, log.lastIndexOf("/"));
  const age = (path: string) =>
    path === log ? 0 : Number(/^\.(\d+)$/.exec(path.slice(log.length))?.[1]);
  return Array.from(Deno.readDirSync(directory), ({ name }) => `${directory}/${name}`)
    .filter((path) => path.startsWith(log) && !Number.isNaN(age(path)))
    .sort((one, other) => age(other) - age(one));
}
