/**
 * XML-RPC faults with Supervisor's codes (`RPC-042`).
 *
 * @module
 */

/** Fault names and codes; `SUCCESS` appears only as a status in result arrays. */
export const FAULT_CODES = {
  UNKNOWN_METHOD: 1,
  INCORRECT_PARAMETERS: 2,
  BAD_ARGUMENTS: 3,
  SIGNATURE_UNSUPPORTED: 4,
  SHUTDOWN_STATE: 6,
  BAD_NAME: 10,
  BAD_SIGNAL: 11,
  NO_FILE: 20,
  NOT_EXECUTABLE: 21,
  FAILED: 30,
  ABNORMAL_TERMINATION: 40,
  SPAWN_ERROR: 50,
  ALREADY_STARTED: 60,
  NOT_RUNNING: 70,
  SUCCESS: 80,
  ALREADY_ADDED: 90,
  STILL_RUNNING: 91,
  CANT_REREAD: 92,
} as const;

/** A fault's name. */
export type FaultName = keyof typeof FAULT_CODES;

/** An answer that says no: code and text `NAME` or `NAME: extra`. */
export class Fault extends Error {
  /** Always `Fault`. */
  override readonly name = "Fault";
  /** One of FAULT_CODES, or another of a plugin. */
  readonly code: number;
  /** The fault string as it goes over the wire. */
  readonly text: string;

  /** A fault with any code; `text` is the fault string. */
  constructor(code: number, text: string) {
    super(text);
    this.code = code;
    this.text = text;
  }

  /** The fault called `name`, with what it is about. */
  static of(name: FaultName, extra?: string): Fault {
    return new Fault(
      FAULT_CODES[name],
      extra === undefined ? name : `${name}: ${shortened(extra)}`,
    );
  }
}

/** Characters of a fault; what it is about may be as long as a request. */
const LONGEST = 64 * 1024;

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
