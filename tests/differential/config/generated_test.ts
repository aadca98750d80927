// needs: supervisor python3
/**
 * Generated configurations, loaded by the real Supervisor and by this loader.
 *
 * @module
 */

import assert from "node:assert/strict";
import { assertAgreement } from "./agreement.ts";
import { configText } from "./generate_config.ts";
import { loadAll } from "./load_case.ts";
import type { LoadCase } from "./load_case.ts";
import { sampleOf, SEED } from "./samples.ts";
import { GENERATED_ENV } from "./value_pools.ts";
import { makeWorld } from "./world.ts";

const COUNT = 3000;

Deno.test(`makes the same of ${COUNT} generated configurations as Supervisor`, async () => {
  const root = makeWorld();
  try {
    const { newer, installed } = await loadAll(generatedCases(root));
    const { accepted, rejected } = assertAgreement(newer, { emulate: true, seed: SEED });
    assertAgreement(installed, { emulate: false, seed: SEED });
    assert.ok(accepted > COUNT / 3, `only ${accepted} were accepted`);
    assert.ok(rejected > COUNT / 10, `only ${rejected} were refused`);
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});

function generatedCases(root: string): readonly LoadCase[] {
  return sampleOf(configText(), COUNT).map((text, index) => {
    const file = `case-${index}.conf`;
    Deno.writeTextFileSync(`${root}/${file}`, text);
    return {
      name: file,
      argv: ["-c", index % 2 === 0 ? file : `${root}/${file}`],
      env: { ...GENERATED_ENV, HOME: root },
      cwd: root,
      text,
    };
  });
}
