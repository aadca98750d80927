/// <reference lib="dom" />

/** Scrolls `line` into the middle of `box`; what is around the box stays where it is. */
export function centre(line: HTMLElement, box: HTMLElement): void {
  const [inner, outer] = [line.getBoundingClientRect(), box.getBoundingClientRect()];
  box.scrollTop += inner.top - outer.top - (box.clientHeight - inner.height) / 2;
}
