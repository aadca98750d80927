import {
  startSubject,
  type Subject,
  type SubjectKind,
  type SubjectOptions,
} from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { isAlive } from "#tests/support/proc.ts";
import { HttpProblem } from "#tests/support/xmlrpc_client.ts";

/** Which daemon, and what it is started with. */
export interface QuickOptions extends SubjectOptions {
  /** @default "supervisord" */
  readonly daemon?: SubjectKind;
}

/**
 * Starts a daemon that is killed when it is disposed: an orderly shutdown takes the real supervisord up
 * to a second for each group (B-18), and how it ends is not what is tested here.
 */
export async function quickDaemon(options: QuickOptions): Promise<Subject> {
  const subject = await started({ ...options, orphans: true });
  return {
    ...subject,
    async [Symbol.asyncDispose]() {
      if (isAlive(subject.pid)) subject.signal("SIGKILL");
      await subject.exited;
      await subject[Symbol.asyncDispose]();
    },
  };
}

/** Somebody else may take the port between its choice and its use. */
async function started(options: QuickOptions): Promise<Subject> {
  for (let attempt = 1;; attempt++) {
    try {
      return await startSubject(options.daemon ?? "supervisord", options);
    } catch (error) {
      const taken = error instanceof Error && error.message.includes("already listening on a port");
      if (!taken || attempt === 3) throw error;
    }
  }
}

/** The same with a configuration that wants a password: ready when it asks for one. */
export async function lockedDaemon(options: QuickOptions): Promise<Subject> {
  const subject = await quickDaemon({ ...options, unready: true });
  await until(() => subject.rpc("getState").catch((error) => error instanceof HttpProblem), {
    within: 20_000,
    what: "the daemon to answer",
  });
  return subject;
}
