import type { UserEntry, Users } from "#lib/ports/users.ts";

interface GroupEntry {
  readonly name: string;
  readonly gid: number;
  readonly members: readonly string[];
}

/** Users and groups of `/etc/passwd` and `/etc/group`, read anew at each question so that changes count. */
export class UserFiles implements Users {
  readonly #read: (path: string) => string;

  /** `read` gives a file's text, and an empty one when there is none. */
  constructor(read: (path: string) => string) {
    this.#read = read;
  }

  byName(name: string): UserEntry | null {
    return this.#users().find((user) => user.name === name) ?? null;
  }

  byUid(uid: number): UserEntry | null {
    return this.#users().find((user) => user.uid === uid) ?? null;
  }

  groupByName(name: string): number | null {
    return this.#groups().find((group) => group.name === name)?.gid ?? null;
  }

  groupByGid(gid: number): { readonly name: string; readonly gid: number } | null {
    return this.#groups().find((group) => group.gid === gid) ?? null;
  }

  groupsOf(user: UserEntry): readonly number[] {
    const listed = this.#groups().filter((group) => group.members.includes(user.name));
    return [...new Set([user.gid, ...listed.map((group) => group.gid)])];
  }

  #users(): UserEntry[] {
    return rows(this.#read("/etc/passwd")).flatMap(([name, , uid, gid, , home]) =>
      name === undefined || uid === undefined || gid === undefined
        ? []
        : [{ name, uid: Number(uid), gid: Number(gid), home: home ?? "/" }]
    );
  }

  #groups(): GroupEntry[] {
    return rows(this.#read("/etc/group")).flatMap(([name, , gid, members]) =>
      name === undefined || gid === undefined
        ? []
        : [{ name, gid: Number(gid), members: (members ?? "").split(",") }]
    );
  }
}

function rows(text: string): string[][] {
  return text.split("\n").filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(":"));
}
