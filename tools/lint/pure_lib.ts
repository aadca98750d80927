import { isBinding, isMereName } from "./identifier.ts";
import { importVisitors } from "./imports.ts";
import { pathInRepository, roomOf } from "./room.ts";

/** Globals that reach the runtime, the clock or the network. */
const IMPURE_GLOBALS: ReadonlySet<string> = new Set([
  "Deno",
  "WebSocket",
  "Worker",
  "clearImmediate",
  "clearInterval",
  "clearTimeout",
  "fetch",
  "globalThis",
  "performance",
  "process",
  "self",
  "setImmediate",
  "setInterval",
  "setTimeout",
]);

/** Members that reach the clock, by the object that has them. */
const IMPURE_MEMBERS: ReadonlyMap<string, string> = new Map([
  ["AbortSignal", "timeout"],
  ["Date", "now"],
]);

/** Parts of Node.js that only compute. */
const PURE_NODE_MODULES: ReadonlySet<string> = new Set([
  "node:buffer",
  "node:crypto",
  "node:path/posix",
  "node:string_decoder",
  "node:util",
]);

/**
 * `lib/` computes: it touches neither Deno nor a timer, the clock, the network or Node's system
 * modules. Time and the outside world come in through `lib/ports/`.
 *
 * A name that the module binds itself (a parameter called `process`) is not the global.
 */
export const pureLib: Deno.lint.Rule = {
  create(context) {
    if (roomOf(pathInRepository(context.filename)) !== "lib") return {};
    const own = new Set<string>();
    const uses: Deno.lint.Identifier[] = [];
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({
        node,
        message: `lib/ must not touch ${what}`,
        hint: "Take it as an argument or through a port of lib/ports/",
      });
    return {
      ...importVisitors((specifier, node) => {
        const system = specifier.startsWith("node:") && !PURE_NODE_MODULES.has(specifier);
        if (system) report(node, `'${specifier}'`);
      }),
      Identifier(node) {
        if (isBinding(node)) own.add(node.name);
        else if (IMPURE_GLOBALS.has(node.name) && !isMereName(node)) uses.push(node);
      },
      MemberExpression(node) {
        const { object, property } = node;
        if (object.type !== "Identifier" || property.type !== "Identifier") return;
        if (IMPURE_MEMBERS.get(object.name) !== property.name) return;
        report(node, `the clock: '${object.name}.${property.name}'`);
      },
      NewExpression(node) {
        const isDate = node.callee.type === "Identifier" && node.callee.name === "Date";
        if (isDate && node.arguments.length === 0) report(node, "the clock: 'new Date()'");
      },
      "Program:exit"() {
        for (const use of uses) if (!own.has(use.name)) report(use, `'${use.name}'`);
      },
    };
  },
};
