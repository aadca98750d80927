import type { Run, Step } from "./scenario.ts";
import { look } from "./steps.ts";

/** Runs the daemon's command line to its end; status and the error's first line are observed. */
export function refusal(label: string, args: (run: Run) => readonly string[]): Step {
  return look(label, async (run) => {
    const { code, stderr } = await run.home.launch(args(run));
    return { code, error: stderr.split("\n")[0], help: /^For help, use \S+ -h$/m.test(stderr) };
  });
}

/** The config file, then more words. */
export function withConfig(...words: string[]): (run: Run) => readonly string[] {
  return (run) => ["-n", "-c", run.place.config, ...words];
}
