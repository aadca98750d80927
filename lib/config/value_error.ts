/** A value that its decoder refuses. The message is Supervisor's, without the place. */
export class ValueError extends Error {
  override readonly name = "ValueError";
}
