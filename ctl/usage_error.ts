/** A command line or a config file that cannot be used; shown on stderr, exit status 2 (`CLI-022`). */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What was probably meant, shown on a terminal only. */
  readonly hint: string | null;

  constructor(message: string, hint: string | null = null) {
    super(message);
    this.hint = hint;
  }
}
