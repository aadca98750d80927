import { untilFile } from "./steps.ts";
import type { Run, Step } from "./scenario.ts";

/** Variables that the test's own surroundings may or may not have. */
const SURROUNDINGS = ["SUBJECT_OF_TEST", "DENO_DIR", "npm_config_registry"];

/** Waits for what `facts.py` wrote to `scratch/NAME` and observes it. */
export function childFacts(name: string): Step {
  return {
    label: `facts of the child, ${name}`,
    act: async (run) => {
      await untilFile(`scratch/${name}`, 1).act(run);
      const facts = await readFacts(run, name);
      const environment = { ...facts["environment"] as Record<string, string> };
      for (const variable of SURROUNDINGS) delete environment[variable];
      // The primary group may or may not be listed among the others; it counts either way.
      const groups = [facts["gid"], ...facts["groups"] as number[]];
      // The soft limit is what programs work with; that the hard one comes down to it is how Deno,
      // which raises every soft limit, is kept from raising this one.
      const [softFiles] = facts["nofile"] as [number, number];
      return { ...facts, environment, groups: [...new Set(groups)].sort(), nofile: softFiles };
    },
  };
}

/** What `facts.py` wrote to `scratch/NAME`, as it stands. */
export async function readFacts(run: Run, name: string): Promise<Record<string, unknown>> {
  return JSON.parse(await Deno.readTextFile(run.place.scratch(name)));
}
