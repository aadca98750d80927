import assert from "node:assert/strict";
import { Nap } from "#daemon/adapters/nap.ts";

Deno.test("however many ask for a nap in a turn of the event loop, it is one", async () => {
  const nap = new Nap();
  const first = nap.take();
  assert.equal(nap.take(), first);
  await first;
  const second = nap.take();
  assert.notEqual(second, first);
  await second;
});

Deno.test("a flood that naps between its reads holds up nobody else", async () => {
  const nap = new Nap();
  let flooding = true;
  let naps = 0;
  const flood = (async () => {
    for (; flooding; naps++) await nap.take();
  })();
  const child = await new Deno.Command("/bin/echo", { args: ["answer"] }).output();
  await new Promise((resolve) => setTimeout(resolve, 5));
  flooding = false;
  await flood;
  assert.equal(new TextDecoder().decode(child.stdout), "answer\n");
  assert.ok(naps > 1, `${naps} naps`);
});
