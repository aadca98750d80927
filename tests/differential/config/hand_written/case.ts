/** A configuration with its name; `argv` are words besides `-c FILE`. */
export interface HandWritten {
  readonly name: string;
  readonly text: string;
  readonly argv?: readonly string[];
  /** Further files, by their path beside the main one. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A case for each body, behind `prefix` and named after the body. */
export function texts(prefix: string, bodies: readonly string[]): readonly HandWritten[] {
  return bodies.map((body) => ({ name: body.replaceAll("\n", " | "), text: prefix + body + "\n" }));
}
