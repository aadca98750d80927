/**
 * What an identifier stands for in the syntax tree: a mere name, a binding, or a use.
 *
 * @module
 */

/** Tells whether `node` is a member's or a property's name and refers to nothing. */
export function isMereName(node: Deno.lint.Identifier): boolean {
  const parent = node.parent;
  switch (parent.type) {
    case "MemberExpression":
      return parent.property === node && !parent.computed;
    case "Property":
      return parent.key === node && !parent.computed;
    case "MethodDefinition":
    case "PropertyDefinition":
    case "TSPropertySignature":
    case "TSMethodSignature":
      return parent.key === node && !parent.computed;
    default:
      return false;
  }
}

/** Tells whether `node` gives its name to something of the module's own. */
export function isBinding(node: Deno.lint.Identifier): boolean {
  const parent = node.parent;
  switch (parent.type) {
    case "VariableDeclarator":
    case "ClassDeclaration":
      return parent.id === node;
    case "FunctionDeclaration":
      return parent.id === node || holds(parent.params, node);
    case "FunctionExpression":
    case "ArrowFunctionExpression":
      return holds(parent.params, node);
    case "AssignmentPattern":
      return parent.left === node;
    case "ImportSpecifier":
    case "ImportNamespaceSpecifier":
    case "ImportDefaultSpecifier":
      return parent.local === node;
    case "CatchClause":
      return parent.param === node;
    case "Property":
      return parent.value === node && parent.parent.type === "ObjectPattern";
    case "ArrayPattern":
    case "RestElement":
    case "TSEmptyBodyFunctionExpression":
    case "TSDeclareFunction":
    case "TSFunctionType":
      return true;
    default:
      return false;
  }
}

function holds(nodes: readonly unknown[], node: Deno.lint.Node): boolean {
  return nodes.includes(node);
}
