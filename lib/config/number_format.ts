/**
 * Python's number conversions `d i u o x X e E f F g G`, for integers.
 *
 * @module
 */

/** The parts of a conversion that matter to numbers. */
interface NumberFormat {
  readonly flags: ReadonlySet<string>;
  readonly width: number;
  /** -1 when none is given. */
  readonly precision: number;
  readonly type: string;
}

/** The text of an integer in base 8, 10 or 16. A precision is the least number of digits. */
export function formatInteger(value: number, format: NumberFormat): string {
  const base = format.type === "o" ? 8 : format.type.toLowerCase() === "x" ? 16 : 10;
  let digits = BigInt(Math.abs(value)).toString(base);
  if (format.precision >= 0) digits = digits.padStart(format.precision, "0");
  let prefix = "";
  if (format.flags.has("#") && base !== 10) prefix = base === 8 ? "0o" : "0x";
  if (format.type === "X") {
    digits = digits.toUpperCase();
    prefix = prefix.toUpperCase();
  }
  return assemble(sign(value, format) + prefix, digits, format);
}

/** The text of an integer as a floating point number; the precision is 6 unless given. */
export function formatFloat(value: number, format: NumberFormat): string {
  const precision = format.precision < 0 ? 6 : format.precision;
  const alternate = format.flags.has("#");
  const kind = format.type.toLowerCase();
  let digits: string;
  if (kind === "f") digits = fixed(Math.abs(value), precision);
  else if (kind === "e") digits = exponential(Math.abs(value), precision);
  else digits = general(Math.abs(value), { precision: precision || 1, alternate });
  if (alternate && !digits.includes(".")) digits = digits.replace(/^(\d+)/, "$1.");
  if (format.type !== kind) digits = digits.toUpperCase();
  return assemble(sign(value, format), digits, format);
}

function assemble(start: string, digits: string, format: NumberFormat): string {
  const missing = format.width - start.length - digits.length;
  if (missing <= 0) return start + digits;
  if (format.flags.has("-")) return start + digits + " ".repeat(missing);
  if (format.flags.has("0")) return start + "0".repeat(missing) + digits;
  return " ".repeat(missing) + start + digits;
}

function sign(value: number, format: NumberFormat): string {
  if (value < 0) return "-";
  if (format.flags.has("+")) return "+";
  return format.flags.has(" ") ? " " : "";
}

/** JavaScript's own conversions stop at 100 digits; an integer has only zeros after them. */
function fixed(value: number, precision: number): string {
  const whole = BigInt(value).toString();
  return precision === 0 ? whole : `${whole}.${"0".repeat(precision)}`;
}

function exponential(value: number, precision: number): string {
  const shown = value.toExponential(Math.min(precision, 100));
  const [mantissa = "", exponent = ""] = shown.split("e");
  const zeros = "0".repeat(Math.max(0, precision - 100));
  return `${mantissa}${zeros}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
}

/** `%g`: whichever of the two is shorter, without trailing zeros unless `#` asks for them. */
function general(value: number, options: { precision: number; alternate: boolean }): string {
  const { precision, alternate } = options;
  const scientific = exponential(value, precision - 1);
  const exponent = Number(scientific.slice(scientific.indexOf("e") + 1));
  if (exponent >= precision) {
    return alternate ? scientific : scientific.replace(/\.?0*e/, "e");
  }
  return alternate ? fixed(value, precision - 1 - exponent) : BigInt(value).toString();
}
