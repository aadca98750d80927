/**
 * `deno task compatibility`: checks `docs/compatibility.md` against the inventory and the tests, and
 * prints how many rows have which status.
 *
 * @module
 */

import { checkCompatibility } from "./compatibility/check.ts";
import { ROOT } from "./testing/repository.ts";

const { problems, summary } = await checkCompatibility(ROOT);
for (const problem of problems) console.error(problem);
console.log(summary);
Deno.exit(problems.length === 0 ? 0 : 1);
