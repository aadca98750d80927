/**
 * Visits every way in which a module can reach another one.
 *
 * @module
 */

/** Called with what stands between the quotes and the node to point at. */
export type ImportVisitor = (specifier: string, node: Deno.lint.Node) => void;

/** Visitors for static and dynamic imports, re-exports and `import type`. */
export function importVisitors(visit: ImportVisitor): Deno.lint.LintVisitor {
  return {
    ImportDeclaration(node) {
      visit(node.source.value, node);
    },
    ExportAllDeclaration(node) {
      visit(node.source.value, node);
    },
    ExportNamedDeclaration(node) {
      if (node.source !== null) visit(node.source.value, node);
    },
    ImportExpression(node) {
      if (node.source.type === "Literal" && typeof node.source.value === "string") {
        visit(node.source.value, node);
      }
    },
  };
}
