import type { Log } from "#lib/ports/logger.ts";
import type { AcceptedCall } from "#lib/rpc/dispatch.ts";
import { pythonRepr } from "#lib/text/python_repr.ts";

/** Characters of a name that a line shows. */
const SHOWN_CHARACTERS = 200;

/** Parameters that tell to whom something is done. */
const NAMES: readonly string[] = ["group_name", "name", "process_name", "program_name", "type"];

/**
 * Writes a line for each call that changes something: who, from where, what, to whom. Other arguments
 * than names are left out: what is sent to a process may be secret.
 */
export function changeLog(log: Log): (call: AcceptedCall) => void {
  return ({ method, spec, args, caller }) => {
    if (!spec.changes) return;
    const names = args.flatMap((argument, index) =>
      typeof argument === "string" && NAMES.includes(spec.params[index]!.name)
        ? [pythonRepr(argument.slice(0, SHOWN_CHARACTERS))]
        : []
    );
    const who = caller.user === null ? caller.peer : `${caller.peer} (${shownUser(caller.user)})`;
    log("info", `${who} called ${method}(${names.join(", ")})`);
  };
}

function shownUser(user: string): string {
  return pythonRepr(user.slice(0, SHOWN_CHARACTERS)).slice(1, -1);
}
