/** How many descriptors of this process refer to `path` or to something below it. */
export function openFiles(path: string): number {
  return [...Deno.readDirSync("/proc/self/fd")].filter(({ name }) => {
    try {
      const target = Deno.readLinkSync(`/proc/self/fd/${name}`);
      return target === path || target.startsWith(`${path}/`);
    } catch {
      // The descriptor that the directory was read with is gone by now.
      return false;
    }
  }).length;
}
