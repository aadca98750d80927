/** How large a text is in the two units that events are measured in. */
export interface TextSize {
  /** Unicode code points, as the `len` token counts (K-25); a lone surrogate counts 1. */
  readonly codePoints: number;
  /** Bytes of its UTF-8 form, a lone surrogate being written as U+FFFD. */
  readonly bytes: number;
}

/** Measures `text` in one pass and without encoding it. */
export function measureText(text: string): TextSize {
  let codePoints = 0;
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    codePoints++;
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (isHigh(unit) && isLow(text.charCodeAt(i + 1))) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return { codePoints, bytes };
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
