import type { Log } from "#lib/ports/logger.ts";
import type { AcceptedCall } from "#lib/rpc/dispatch.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";

/** Characters of a name that a line shows. */
const SHOWN_CHARACTERS = 200;

/**
 * Writes a line for each call that changes something: who, from where, what, to whom. Other arguments
 * than the name are left out: what is sent to a process may be secret.
 */
export function changeLog(log: Log): (call: AcceptedCall) => void {
  return ({ method, spec, args, caller }) => {
    if (!spec.changes) return;
    const [first] = args;
    const named = spec.params[0]?.name === "name" || spec.params[0]?.name === "type";
    const name = named && typeof first === "string"
      ? pythonRepr(first.slice(0, SHOWN_CHARACTERS))
      : "";
    const who = caller.user === null ? caller.peer : `${caller.peer} (${shownUser(caller.user)})`;
    log("info", `${who} called ${method}(${name})`);
  };
}

function shownUser(user: string): string {
  return pythonRepr(user.slice(0, SHOWN_CHARACTERS)).slice(1, -1);
}
