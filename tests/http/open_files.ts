/** How many descriptors of this process refer to `path` or to something below it. */
export function openFiles(path: string): number {
  return targets().filter((target) => target === path || target.startsWith(`${path}/`)).length;
}

/** How many sockets this process has open. */
export function openSockets(): number {
  return targets().filter((target) => target.startsWith("socket:")).length;
}

/** What the descriptors of this process refer to. */
function targets(): readonly string[] {
  return [...Deno.readDirSync("/proc/self/fd")].flatMap(({ name }) => {
    try {
      return [Deno.readLinkSync(`/proc/self/fd/${name}`)];
    } catch {
      // The descriptor that the directory was read with is gone by now.
      return [];
    }
  });
}
