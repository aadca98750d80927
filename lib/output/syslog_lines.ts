const NEWLINE = 0x0a;
const NUL = 0x00;
const BLANK = 0x20;

/**
 * Cuts a chunk into syslog messages (LOG-012): newlines at its end are dropped, any other ends a
 * message, and each message is `prefix` and the line, followed by one newline.
 *
 * A chunk of newlines alone is one empty message. NUL, which would end a message early, becomes a
 * blank.
 */
export function syslogLines(prefix: Uint8Array, chunk: Uint8Array): Uint8Array {
  let end = chunk.length;
  while (end > 0 && chunk[end - 1] === NEWLINE) end--;
  let lines = 1;
  for (
    let at = chunk.indexOf(NEWLINE);
    at !== -1 && at < end;
    at = chunk.indexOf(NEWLINE, at + 1)
  ) {
    lines++;
  }
  const out = new Uint8Array(end + 1 + lines * prefix.length);
  let length = 0;
  for (let start = 0; start <= end;) {
    const found = chunk.indexOf(NEWLINE, start);
    const stop = found === -1 || found > end ? end : found;
    out.set(prefix, length);
    out.set(chunk.subarray(start, stop), length + prefix.length);
    length += prefix.length + stop - start;
    out[length++] = NEWLINE;
    start = stop + 1;
  }
  for (let at = out.indexOf(NUL); at !== -1; at = out.indexOf(NUL, at + 1)) out[at] = BLANK;
  return out;
}
