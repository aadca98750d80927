/**
 * Colours that programs choose themselves, out of 256 or 16 million, for a terminal whose background
 * nobody knows.
 *
 * @module
 */

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [number, number, number];

/** The backgrounds that lines stand on, the worst of each theme. */
const LIGHT: Rgb = [0xee, 0xf1, 0xf5];
const DARK: Rgb = [0x22, 0x29, 0x34];

/** Contrast of text as WCAG's level AA has it. */
const ENOUGH = 4.5;

/** Steps on the way to black or white. */
const STEPS = 20;

/** `color:rgb(255,135,0)` and `background-color:…` in a style that ansi_up has made. */
const COLOUR = /(?:^|;)color:rgb\((\d+),(\d+),(\d+)\)/;
const BACKGROUND = /(?:^|;)background-color:rgb\((\d+),(\d+),(\d+)\)/;

/** A style of ansi_up's with text that can be read. */
export function readableLook(style: string): string {
  const [colour, back] = [rgbIn(COLOUR, style), rgbIn(BACKGROUND, style)];
  if (colour === null && back === null) return style;
  const others = style.replace(COLOUR, "").replace(/^;/, "");
  const chosen = back === null ? legible(colour!) : onBackground(colour, back);
  return others === "" ? `color:${chosen}` : `color:${chosen};${others}`;
}

/** The colour for both themes, as a value of a style: as near to it as can be read. */
export function legible(colour: Rgb): string {
  const [light, dark] = [
    near(colour, { back: LIGHT, end: 0 }),
    near(colour, { back: DARK, end: 255 }),
  ];
  return `light-dark(rgb(${light.join(" ")}), rgb(${dark.join(" ")}))`;
}

/** The text's own colour, or as near to it as can be read there. */
function onBackground(colour: Rgb | null, back: Rgb): string {
  const end = contrast(back, [0, 0, 0]) >= contrast(back, [255, 255, 255]) ? 0 : 255;
  return `rgb(${near(colour ?? [end, end, end], { back, end }).join(" ")})`;
}

function rgbIn(pattern: RegExp, style: string): Rgb | null {
  const found = pattern.exec(style);
  return found === null ? null : [Number(found[1]), Number(found[2]), Number(found[3])];
}

/** The contrast of two colours, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function near(colour: Rgb, { back, end }: { readonly back: Rgb; readonly end: 0 | 255 }): Rgb {
  for (let step = 0; step < STEPS; step++) {
    const [r, g, b] = colour.map((part) => Math.round(part + (end - part) * step / STEPS));
    const mixed: Rgb = [r!, g!, b!];
    if (contrast(mixed, back) >= ENOUGH) return mixed;
  }
  return [end, end, end];
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}
