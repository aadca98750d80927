/** A row of the user database. */
export interface UserEntry {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

/** The user and group databases. */
export interface Users {
  byName(name: string): UserEntry | null;
  byUid(uid: number): UserEntry | null;
  /** The gid of a group name, `null` if there is none. */
  groupByName(name: string): number | null;
  groupByGid(gid: number): { readonly name: string; readonly gid: number } | null;
  /** Primary gid first, then every group that lists the user. */
  groupsOf(user: UserEntry): readonly number[];
}
