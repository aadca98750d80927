/** A format string that cannot be expanded: the reason, or the name that is missing. */
export class FormatError extends Error {
  override readonly name = "FormatError";
  readonly missing: string | null;

  constructor(message: string, options: { missing?: string } = {}) {
    super(message);
    this.missing = options.missing ?? null;
  }
}
