/**
 * Generated inputs with a fixed seed, so that a failure can be repeated.
 *
 * @module
 */

import fc from "fast-check";

/** The seed of every generated input in this folder. */
export const SEED = 20_260_301;

/** `count` values of `arbitrary`, always the same ones. */
export function sampleOf<T>(arbitrary: fc.Arbitrary<T>, count: number): readonly T[] {
  return fc.sample(arbitrary, { numRuns: count, seed: SEED });
}

/** Texts made of `pieces`, at most `maxLength` of them. */
export function textOf(pieces: readonly string[], maxLength: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...pieces), { maxLength }).map((parts) => parts.join(""));
}
