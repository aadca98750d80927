/**
 * What axe says of a page.
 *
 * @module
 */

import axe from "axe-core";
import type { Page } from "playwright-core";
import { within } from "#tests/support/deadline.ts";

type Violations = { id: string; impact: string; nodes: { html: string }[] }[];

/** Its serious and critical findings, each with the first element that it is about. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  return (await audit(page))
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** Runs axe as from the browser's console: the pages' policy lets no script in. */
async function audit(page: Page): Promise<Violations> {
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe.source });
  const run = session.send("Runtime.evaluate", {
    expression: "axe.run().then(({ violations }) => violations)",
    awaitPromise: true,
    returnByValue: true,
  });
  const { result } = await within(run, { within: 60_000, what: "axe" });
  return result.value as Violations;
}
