/**
 * The clipboard.
 *
 * @module
 */

/// <reference lib="dom" />

/**
 * Copies text. Browsers have a clipboard for pages by HTTPS and of this machine only; the older way,
 * from a field, works for all. @returns whether it was done
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text);
  }
}

function copyFromField(text: string): boolean {
  const active = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (active instanceof HTMLElement) active.focus();
  return done;
}
