/** Writes all of `text`, however little is taken at a time. @throws {Error} as the writer does */
export function writeAll(
  writer: { writeSync(bytes: Uint8Array): number },
  text: string,
): void {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length;) done += writer.writeSync(bytes.subarray(done));
}
