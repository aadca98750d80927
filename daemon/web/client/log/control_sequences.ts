/**
 * What a terminal would act on and not show.
 *
 * @module
 */

/**
 * Titles, the ends of links (whose text stays), strings to the terminal, character sets, cursor keys;
 * and control characters that show nothing. What sets colours begins with `ESC [` and is left alone,
 * and so are tabs and the ends of lines.
 */
const SILENT: readonly RegExp[] = [
  // deno-lint-ignore no-control-regex -- OSC
  /\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g,
  // deno-lint-ignore no-control-regex -- DCS, SOS, PM, APC
  /\x1b[PX^_][^\x1b]*\x1b\\/g,
  // deno-lint-ignore no-control-regex -- as `tput sgr0` prints: ESC ( B
  /\x1b[ -/]+[0-~]/g,
  // deno-lint-ignore no-control-regex -- ESC 7, ESC =, ESC c and so on
  /\x1b[0-OQ-WYZ\\`-~]/g,
];

// deno-lint-ignore no-control-regex -- all but tab, LF, CR and ESC
const CONTROLS = /[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]/g;

/** The text with nothing silent in it but what sets colours. */
export function withoutSilent(text: string): string {
  const words = text.includes("\x1b")
    ? SILENT.reduce((rest, sequence) => rest.replace(sequence, ""), text)
    : text;
  return words.replace(CONTROLS, "");
}
