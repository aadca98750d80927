// needs: supervisor python3
/**
 * Hand-written configurations, loaded by the real Supervisor and by this loader.
 *
 * @module
 */

import assert from "node:assert/strict";
import { assertAgreement } from "./agreement.ts";
import { DIFFERENCES } from "./differences.ts";
import { HAND_WRITTEN } from "./hand_written.ts";
import type { HandWritten } from "./hand_written/case.ts";
import { loadAll } from "./load_case.ts";
import type { LoadCase } from "./load_case.ts";
import { makeWorld } from "./world.ts";

const ENV = { PATH: "/usr/bin:/bin", X: "x", LEVEL: "debug", FIVE: "5", BLANK: "a b" };

Deno.test("makes the same of every hand-written configuration as Supervisor", async () => {
  const root = makeWorld();
  try {
    const cases = HAND_WRITTEN.map((written, index) => toCase(written, { root, index }));
    const { newer, installed } = await loadAll(cases);
    const needed = [
      ...assertAgreement(newer, { emulate: true }).needed,
      ...assertAgreement(installed, { emulate: false }).needed,
    ];
    const unused = DIFFERENCES.filter((difference) => !needed.includes(difference));
    assert.deepEqual(unused.map(({ id, what }) => `${id} ${what}`), [], "not seen in any case");
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

function toCase(written: HandWritten, options: { root: string; index: number }): LoadCase {
  const { root, index } = options;
  const file = `case-${index}.conf`;
  Deno.writeTextFileSync(`${root}/${file}`, written.text);
  Deno.mkdirSync(`${root}/broken`, { recursive: true });
  Deno.writeFileSync(`${root}/broken/latin.conf`, Uint8Array.from([0x5b, 0x61, 0xe9, 0x5d, 0x0a]));
  for (const [name, text] of Object.entries(written.files ?? {})) {
    Deno.writeTextFileSync(`${root}/${name}`, text);
  }
  return {
    name: written.name,
    argv: ["-c", file, ...(written.argv ?? [])],
    env: { ...ENV, HOME: root },
    cwd: root,
    text: written.text,
  };
}
