import { pathInRepository } from "./room.ts";

/** Outside of tests no module keeps state of its own: it belongs to an object that someone owns. */
export const noModuleLet: Deno.lint.Rule = {
  create(context) {
    if (pathInRepository(context.filename).startsWith("tests/")) return {};
    return {
      VariableDeclaration(node) {
        if (node.kind !== "let" && node.kind !== "var") return;
        const { parent } = node;
        const outer = parent.type === "ExportNamedDeclaration" ? parent.parent : parent;
        if (outer.type !== "Program") return;
        context.report({
          node,
          message: `Module-level '${node.kind}' is state that nobody owns`,
          hint: "Use const, or keep it in an object",
        });
      },
    };
  },
};
