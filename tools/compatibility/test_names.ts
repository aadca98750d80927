/**
 * Tells whether a file of tests has a test called `name`: the sentence stands in it as a whole string
 * (also in a table that tests are made from), or fits the template that a test is called by.
 */
export function hasTest(source: string, name: string): boolean {
  const inner = JSON.stringify(name).slice(1, -1);
  const quoted = [`"${inner}"`, `'${inner.replaceAll('\\"', '"')}'`, `\`${name}\``];
  return quoted.some((text) => source.includes(text)) ||
    templates(source).some((pattern) => pattern.test(name));
}

const TEMPLATE = /(?:Deno\.test|\.step|\bname:)\s*\(?\s*`((?:[^`\\]|\\.)*)`/g;

function templates(source: string): readonly RegExp[] {
  return [...source.matchAll(TEMPLATE)].map(([, template = ""]) => {
    const literal = template.split(/\$\{[^}]*\}/).map((text) => RegExp.escape(text));
    return new RegExp(`^${literal.join(".+")}$`, "s");
  });
}
