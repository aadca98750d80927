import assert from "node:assert/strict";
import { contrast, legible, readableLook, type Rgb } from "#daemon/web/client/log/legible.ts";

const SHADES = [0, 51, 102, 153, 204, 255];
const PAGES: readonly Rgb[] = [[0xee, 0xf1, 0xf5], [0x22, 0x29, 0x34]];

Deno.test("every colour can be read on both themes", () => {
  for (const r of SHADES) {
    for (const g of SHADES) {
      for (const b of SHADES) {
        const parts = [...legible([r, g, b]).matchAll(/rgb\((\d+) (\d+) (\d+)\)/g)];
        parts.forEach(([, ...rgb], at) => {
          const colour = rgb.map(Number) as unknown as Rgb;
          assert.ok(contrast(colour, PAGES[at]!) >= 4.5, `${r} ${g} ${b}: ${colour}`);
        });
        assert.equal(parts.length, 2);
      }
    }
  }
});

Deno.test("on a background that a program has chosen, text is read too", () => {
  const ofText = (look: string) =>
    (/(?:^|;)color:rgb\((\d+) (\d+) (\d+)\)/.exec(look) ?? []).slice(1).map(Number);
  for (const back of ["10,10,10", "240,240,200", "128,128,128"]) {
    for (const colour of ["", "color:rgb(120,120,120);", "color:rgb(255,255,0);"]) {
      const look = readableLook(`${colour}background-color:rgb(${back});opacity:0.7`);
      const seen = ofText(look) as unknown as Rgb;
      assert.ok(contrast(seen, back.split(",").map(Number) as unknown as Rgb) >= 4.5, look);
      assert.ok(look.endsWith(`background-color:rgb(${back});opacity:0.7`), look);
    }
  }
  assert.equal(readableLook("font-weight:bold"), "font-weight:bold");
  assert.equal(readableLook("color:rgb(0,0,9)"), `color:${legible([0, 0, 9])}`);
});

Deno.test("what can be read stays as it is", () => {
  assert.equal(legible([0, 0, 135]), "light-dark(rgb(0 0 135), rgb(140 140 201))");
  assert.match(legible([255, 135, 0]), /, rgb\(255 135 0\)\)$/);
});
