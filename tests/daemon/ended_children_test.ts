import assert from "node:assert/strict";
import { EndedChildren } from "#daemon/adapters/ended_children.ts";

/** Counts collections, and waits for those that were asked for. */
class Collections {
  count = 0;
  readonly children: EndedChildren = new EndedChildren(() => void this.count++);

  /** `times` runs, one after the other. @returns the collections that there were then */
  async runs(times: number): Promise<number> {
    for (let run = 0; run < times; run++) {
      this.children.started();
      this.children.ended();
    }
    return await this.settled();
  }

  async settled(): Promise<number> {
    // Timers of equal length fire in the order in which they were set.
    await new Promise((resolve) => setTimeout(resolve, 0));
    return this.count;
  }
}

Deno.test("What ended children leave behind is cleared away after 200 of them, and again after as many", async () => {
  const collections = new Collections();
  assert.equal(await collections.runs(200), 0);
  assert.equal(await collections.runs(1), 1);
  assert.equal(await collections.runs(200), 1);
  assert.equal(await collections.runs(1), 2);
});

Deno.test("The more children there are, the more must end before anything is cleared away", async () => {
  const collections = new Collections();
  for (let child = 0; child < 1000; child++) collections.children.started();
  assert.equal(await collections.runs(1001), 0);
  assert.equal(await collections.runs(1), 1);
});

Deno.test("A shutdown of all children clears nothing away", async () => {
  const collections = new Collections();
  for (let child = 0; child < 500; child++) collections.children.started();
  for (let child = 0; child < 500; child++) collections.children.ended();
  assert.equal(await collections.settled(), 0);
});

Deno.test("Nothing is cleared away while the end of a child is being dealt with", async () => {
  const collections = new Collections();
  for (let run = 0; run < 201; run++) {
    collections.children.started();
    collections.children.ended();
  }
  assert.equal(collections.count, 0);
  assert.equal(await collections.settled(), 1);
});
