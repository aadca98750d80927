/** `RESULT ` is this long; what these bytes really are is not looked at (K-27). */
const TOKEN_LENGTH = 7;

/** Python reads at most this many digits as a number. */
const MAX_DIGITS = 4300;

/** Numbers this long are exact. */
const PLAIN_DIGITS = 15;
const ZERO = 0x30;

const INTEGER = /^[ \t\n\v\f\r]*([+-]?)(\d+(?:_\d+)*)[ \t\n\v\f\r]*$/;

/**
 * The length that a result line announces, or `null` for a bad line.
 *
 * The number is read as Python's `int()` reads bytes, so `+2`, ` 2\r` and `1_0` are numbers too.
 * A negative length is refused, where Supervisor would wait for ever.
 *
 * @param line The line without its line feed.
 */
export function parseResultLength(line: Uint8Array): number | null {
  return plainNumber(line) ?? anyNumber(line);
}

/** What nearly all listeners send: a few digits and nothing else. `null` for everything else. */
function plainNumber(line: Uint8Array): number | null {
  if (line.length <= TOKEN_LENGTH || line.length > TOKEN_LENGTH + PLAIN_DIGITS) return null;
  let number = 0;
  for (let at = TOKEN_LENGTH; at < line.length; at++) {
    const digit = line[at]! - ZERO;
    if (digit < 0 || digit > 9) return null;
    number = 10 * number + digit;
  }
  return number;
}

function anyNumber(line: Uint8Array): number | null {
  let text = "";
  for (let at = TOKEN_LENGTH; at < line.length; at++) text += String.fromCharCode(line[at]!);
  const match = INTEGER.exec(text);
  if (match === null) return null;
  const digits = match[2]!.replaceAll("_", "");
  if (digits.length > MAX_DIGITS) return null;
  const length = Number(digits);
  return match[1] === "-" && length !== 0 ? null : length;
}
