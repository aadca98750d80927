import { succeed } from "./command.ts";

/** A user of the machine that a test has for itself. */
export interface TemporaryUser extends AsyncDisposable {
  readonly name: string;
  /** Takes the user away now, not only when it is disposed of. */
  remove(): Promise<void>;
}

/** Adds a user without a home. Needs root. */
export async function temporaryUser(): Promise<TemporaryUser> {
  const name = `dv${crypto.randomUUID().slice(0, 8)}`;
  await succeed(["/usr/sbin/useradd", "--no-create-home", name]);
  let there = true;
  const remove = async () => {
    if (there) await succeed(["/usr/sbin/userdel", name]);
    there = false;
  };
  return { name, remove, [Symbol.asyncDispose]: remove };
}
