/** The longest that a module may be, in lines. */
export const MODULE_LINES_LIMIT = 400;

/** A module over 400 lines holds more than one concept. */
export const moduleLength: Deno.lint.Rule = {
  create(context) {
    return {
      Program(node) {
        const lines = context.sourceCode.text.trimEnd().split("\n").length;
        if (lines <= MODULE_LINES_LIMIT) return;
        context.report({
          node,
          message: `Module has ${lines} lines, the limit is ${MODULE_LINES_LIMIT}`,
          hint: "Cut it by concept",
        });
      },
    };
  },
};
