/** Keys of a section in the order in which they are written. */
export type Keys = Readonly<Record<string, string | number | boolean>>;

/** The text of `[program:NAME]`. */
export function program(name: string, keys: Keys): string {
  return section(`program:${name}`, keys);
}

/** The text of any section. */
export function section(name: string, keys: Keys): string {
  return `[${name}]\n${Object.entries(keys).map(([key, value]) => `${key}=${value}\n`).join("")}\n`;
}
