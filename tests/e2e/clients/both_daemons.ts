/**
 * The real supervisord and this daemon with the same programs, for a client that is played against each.
 *
 * @module
 */

import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";

/** A user name and a password, as `[inet_http_server]` has them. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** What both daemons are started with. */
export interface BothOptions {
  /** The sections after the frame's, for the given paths. */
  readonly sections: (place: SubjectPlace) => string;
  /** What is asked for over TCP; the UNIX socket is open. */
  readonly credentials?: Credentials;
}

/** What a client came to with each daemon. */
export interface Both<T> {
  readonly theirs: T;
  readonly ours: T;
}

/**
 * Starts both daemons, a UNIX socket and a TCP port each, plays the client against the one and the other
 * at once, and ends them.
 */
export async function withBoth<T>(
  options: BothOptions,
  play: (subject: Subject) => Promise<T>,
): Promise<Both<T>> {
  const config = (place: SubjectPlace) => bothConfig(place, options);
  const run = async (kind: "supervisord" | "denvisord") => {
    await using subject = await startSubject(kind, { config });
    return await play(subject);
  };
  const [theirs, ours] = await Promise.allSettled([run("supervisord"), run("denvisord")]);
  if (theirs.status === "rejected") throw theirs.reason;
  if (ours.status === "rejected") throw ours.reason;
  return { theirs: theirs.value, ours: ours.value };
}

/** The configuration that {@linkcode withBoth} starts both daemons with. */
export function bothConfig(place: SubjectPlace, { sections, credentials }: BothOptions): string {
  const frame = framed(place, sections(place), { tcp: true });
  if (credentials === undefined) return frame;
  const { username, password } = credentials;
  return frame.replace(/^port=.*$/m, `$&\nusername=${username}\npassword=${password}`);
}
