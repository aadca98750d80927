import { defineMethod, definePlugin, type Plugin } from "#lib/plugin/define_plugin.ts";

/** A method without parameters that is hardly explained. */
export const NOTHING = {
  params: [],
  doc: "Something.",
  returns: "Something.",
} as const;

/** A plugin with a method `greet`, which tells who is greeted and by whom. */
export const GREETER: Plugin = definePlugin({
  start: ({ options, name }) => ({
    methods: {
      greet: defineMethod({
        doc: "Greet somebody.",
        returns: "The greeting.",
        result: "string",
        params: [
          { name: "who", type: "string", doc: "A name." },
          { name: "times", type: "int", doc: "How often.", default: 1 },
        ],
        call: ({ who, times }, { peer, user }) =>
          `${options["greeting"]} (${name}) to ${who} x${times} for ${user}@${peer}`,
      }),
    },
  }),
});
