/** Something that `deno doc --lint` complains about. */
export interface DocProblem {
  /** `missing-jsdoc`, `private-type-ref`, … */
  readonly code: string;
  readonly message: string;
  /** `file:line:column` as printed. */
  readonly place: string;
}

const DIAGNOSTIC = /^error\[([\w-]+)\]: (.*)\n\s*--> (\S+:\d+:(\d+))$/gm;

/**
 * The problems in the (uncoloured) output of `deno doc --lint` that count here.
 *
 * Every export has JSDoc. Members of interfaces and classes have it where their name does not say it
 * all, so a missing one is no problem; nor is an unexported base type inside the house.
 */
export function docProblems(output: string): readonly DocProblem[] {
  return [...output.matchAll(DIAGNOSTIC)]
    .map(([, code = "", message = "", place = "", column]) => ({ code, message, place, column }))
    .filter(({ code, column }) => {
      if (code === "private-type-ref") return false;
      return code !== "missing-jsdoc" || column === "1";
    })
    .map(({ code, message, place }) => ({ code, message, place }));
}
