const HINT = "Export by name, so that it is called the same everywhere";

/** A default export has a different name in every importer. */
export const noDefaultExport: Deno.lint.Rule = {
  create(context) {
    const report = (node: Deno.lint.Node) =>
      context.report({ node, message: "Default exports are not used here", hint: HINT });
    return {
      ExportDefaultDeclaration: report,
      ExportSpecifier(node) {
        const { exported } = node;
        if (exported.type === "Identifier" && exported.name === "default") report(node);
      },
    };
  },
};
