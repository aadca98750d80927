/**
 * Asking first whether there is a daemon that speaks the language (`CTL-026`, `CTL-027`).
 *
 * @module
 */

import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import { EXIT_STATUS } from "./exit_status.ts";
import { hintAway } from "./hints.ts";
import { NetworkError } from "./http/errors.ts";
import type { Report } from "./report.ts";
import type { Session } from "./session.ts";

/** The version of `supervisor.*` that this client knows. */
const API_VERSION = "3.0";

/**
 * True when the daemon answers with the right version. Otherwise says what is wrong and sets the exit
 * status.
 *
 * @throws whatever is neither a missing daemon nor a missing namespace
 */
export async function isUp(session: Session, report: Report): Promise<boolean> {
  const refuse = (status: number, text: string): false => {
    report.line(text, "bad");
    session.fail(status);
    return false;
  };
  const { serverurl } = session.endpoint;
  try {
    // The old name of getAPIVersion: the one that every Supervisor has.
    const version = await session.api.call("supervisor.getVersion");
    if (version === API_VERSION) return true;
    return refuse(
      EXIT_STATUS.NOT_INSTALLED,
      "Sorry, this version of supervisorctl expects to talk to a server with API version " +
        `${API_VERSION}, but the remote version is ${version}.`,
    );
  } catch (error) {
    if (error instanceof Fault && error.code === FAULT_CODES.UNKNOWN_METHOD) {
      return refuse(
        EXIT_STATUS.UNIMPLEMENTED_FEATURE,
        "Sorry, supervisord responded but did not recognize the supervisor namespace commands " +
          "that supervisorctl uses to control it.  Please check that the " +
          "[rpcinterface:supervisor] section is enabled in the configuration file " +
          "(see sample.conf).",
      );
    }
    if (!(error instanceof NetworkError) || error.problem === "other") throw error;
    if (error.problem === "refused") {
      refuse(EXIT_STATUS.INSUFFICIENT_PRIVILEGES, `${serverurl} refused connection`);
    } else {
      refuse(EXIT_STATUS.NOT_RUNNING, `${serverurl} no such file`);
    }
    hintAway(session, error);
    return false;
  }
}
