/** Something that the caller can put right; the message is for standard error. */
export class InstallError extends Error {
  override readonly name = "InstallError";
}
