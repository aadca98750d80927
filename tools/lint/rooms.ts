import { importVisitors } from "./imports.ts";
import { pathInRepository, type Room, roomOf, roomOfImport } from "./room.ts";

const FORBIDDEN: Readonly<Record<Room, readonly Room[]>> = {
  lib: ["daemon", "ctl"],
  daemon: ["ctl"],
  ctl: ["daemon"],
  other: [],
};

/** `lib/` imports neither door, and `daemon/` and `ctl/` never import each other. */
export const rooms: Deno.lint.Rule = {
  create(context) {
    const path = pathInRepository(context.filename);
    const room = roomOf(path);
    return importVisitors((specifier, node) => {
      const target = roomOfImport(specifier, path);
      if (!FORBIDDEN[room].includes(target)) return;
      context.report({
        node,
        message: `${room}/ must not import ${target}/: '${specifier}'`,
        hint: "What both need belongs into lib/",
      });
    });
  },
};
