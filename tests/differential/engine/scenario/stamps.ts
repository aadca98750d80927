/** The moments, in seconds, at which `stamp.bash` began. */
export async function stampedStarts(path: string): Promise<number[]> {
  return (await stampedTimes(path)).filter(([word]) => word === "start").map(([, time]) => time);
}

/** What `stamp.bash` wrote: `start` and `end` with their moments in seconds. */
export async function stampedTimes(path: string): Promise<[word: string, seconds: number][]> {
  const lines = (await Deno.readTextFile(path)).trim().split("\n");
  return lines.map((line) => {
    const [word = "", seconds = ""] = line.split(" ");
    return [word, Number(seconds)];
  });
}
