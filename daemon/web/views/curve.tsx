/** @jsxImportSource #jsx */

/**
 * A small curve of the latest samples.
 *
 * @module
 */

import type { VNode } from "preact";

const POINTS = 40;

/**
 * The latest value is at the right edge; the top is `top`, or the greatest value if that is more.
 * Nothing as long as there are not two of them.
 */
export function Curve(
  props: { readonly values: readonly number[]; readonly top: number },
): VNode | null {
  const { values } = props;
  if (values.length < 2) return null;
  const top = Math.max(props.top, ...values);
  const start = POINTS - values.length;
  const points = values.map((value, at) => `${start + at} ${round(15 - value / top * 14)}`);
  return (
    <svg
      class="curve"
      viewBox={`0 0 ${POINTS - 1} 16`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={`M${points.join("L")}`} />
    </svg>
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
