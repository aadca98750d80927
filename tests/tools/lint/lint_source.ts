import plugin from "#tools/lint/plugin.ts";

/** The ids and messages of what the project's rules say about `source` as the module at `path`. */
export function lintSource(path: string, source: string): readonly string[] {
  return Deno.lint.runPlugin(plugin, path, source)
    .map(({ id, message }) => `${id}: ${message}`);
}
