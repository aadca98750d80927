/**
 * The project's own lint rules. Deno loads a plugin by its default export, the only one there is.
 *
 * @module
 */

import { moduleLength } from "./module_length.ts";
import { noDefaultExport } from "./no_default_export.ts";
import { noModuleLet } from "./no_module_let.ts";
import { pureLib } from "./pure_lib.ts";
import { rooms } from "./rooms.ts";

/** All rules, under the prefix `denvisor/`. */
const plugin: Deno.lint.Plugin = {
  name: "denvisor",
  rules: {
    "module-length": moduleLength,
    "no-default-export": noDefaultExport,
    "no-module-let": noModuleLet,
    "pure-lib": pureLib,
    "rooms": rooms,
  },
};

// deno-lint-ignore denvisor/no-default-export -- the plugin interface asks for it
export default plugin;
