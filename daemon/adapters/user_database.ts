import { UserFiles } from "#lib/config/user_files.ts";

/** The users and groups of this machine. */
export class UserDatabase extends UserFiles {
  constructor() {
    super(readOrEmpty);
  }
}

function readOrEmpty(path: string): string {
  try {
    return Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
