/**
 * THE table of the `supervisor.*` methods. The server's dispatch and type checks, the client,
 * `system.*` and the API reference are all derived from it; the compiler holds it to
 * {@linkcode SupervisorApi}.
 *
 * @module
 */

import type { SupervisorApi } from "./api.ts";
import type { MethodSpecOf } from "./method.ts";

const NAME = {
  name: "name",
  type: "string",
  doc: "Process name: `group:process`, or just `process` when the group has the same name.",
} as const;

const NAME_OR_GROUP = {
  name: "name",
  type: "string",
  doc: "Process name, or `group:*` for all processes of a group.",
} as const;

const GROUP = { name: "name", type: "string", doc: "Group name." } as const;

const WAIT = {
  name: "wait",
  type: "boolean",
  default: true,
  doc: "Answer only when each process has reached its new state.",
} as const;

const SIGNAL = {
  name: "signal",
  type: "string",
  orNumber: true,
  doc: "Signal by name (`HUP`, `SIGHUP`) or number.",
} as const;

const READ_OFFSET = {
  name: "offset",
  type: "int",
  doc: "First byte to read; negative for that many bytes from the end.",
} as const;

const READ_LENGTH = {
  name: "length",
  type: "int",
  doc: "Most bytes to read; 0 for all there are.",
} as const;

const TAIL_OFFSET = {
  name: "offset",
  type: "int",
  doc: "Where the previous answer ended; used to tell whether something was missed.",
} as const;

const TAIL_LENGTH = {
  name: "length",
  type: "int",
  doc: "Most bytes to read, counted from the end.",
} as const;

const STATUSES = "Array of {name, group, status, description}, one entry for each process touched.";
const TRUE = "Always true; a fault otherwise.";
const TRUE_OR_STATUSES = "True; an array of {name, group, status, description} for `group:*`.";
const TAIL = "Array of the text, the size of the log, and whether bytes may have been missed.";

/** Every method of the `supervisor` namespace, by its first name. */
export const SUPERVISOR_METHODS: {
  readonly [K in keyof SupervisorApi]: MethodSpecOf<SupervisorApi[K]>;
} = {
  getAPIVersion: {
    params: [],
    result: "string",
    doc: "The version of this interface.",
    returns: "`3.0`.",
    aliases: ["getVersion"],
  },
  getSupervisorVersion: {
    params: [],
    result: "string",
    doc: "The version of Supervisor that this daemon stands for.",
    returns: "Version number.",
  },
  getIdentification: {
    params: [],
    result: "string",
    doc: "The identifier that the configuration gives this daemon.",
    returns: "Identifier.",
  },
  getState: {
    params: [],
    result: "struct",
    doc: "The state of the daemon itself.",
    returns: "Struct of statecode and statename.",
  },
  getPID: {
    params: [],
    result: "int",
    doc: "The process id of the daemon.",
    returns: "Process id.",
  },
  readLog: {
    params: [READ_OFFSET, READ_LENGTH],
    result: "string",
    doc: "Read from the daemon's own log.",
    returns: "Text of the log.",
    aliases: ["readMainLog"],
  },
  clearLog: {
    params: [],
    result: "boolean",
    doc: "Empty the daemon's own log.",
    returns: TRUE,
    changes: true,
  },
  shutdown: {
    params: [],
    result: "boolean",
    doc: "Stop all processes, then the daemon.",
    returns: TRUE,
    changes: true,
  },
  restart: {
    params: [],
    result: "boolean",
    doc: "Stop all processes, read the configuration again and start anew.",
    returns: TRUE,
    changes: true,
  },
  reloadConfig: {
    params: [],
    result: "array",
    doc: "Read the configuration again and report what differs; nothing is started or stopped.",
    returns: "Array that holds one array of three: names of groups added, changed and removed.",
    changes: true,
  },
  addProcessGroup: {
    params: [GROUP],
    result: "boolean",
    doc: "Make a group of the configuration read last active, and start what starts by itself.",
    returns: TRUE,
    changes: true,
  },
  removeProcessGroup: {
    params: [GROUP],
    result: "boolean",
    doc: "Take a group out whose processes are all stopped.",
    returns: TRUE,
    changes: true,
  },
  startProcess: {
    params: [NAME_OR_GROUP, WAIT],
    result: "boolean",
    doc: "Start a process.",
    returns: TRUE_OR_STATUSES,
    changes: true,
  },
  startProcessGroup: {
    params: [GROUP, WAIT],
    result: "array",
    doc: "Start all processes of a group that are not up.",
    returns: STATUSES,
    changes: true,
  },
  startAllProcesses: {
    params: [WAIT],
    result: "array",
    doc: "Start all processes that are not up.",
    returns: STATUSES,
    changes: true,
  },
  stopProcess: {
    params: [NAME_OR_GROUP, WAIT],
    result: "boolean",
    doc: "Stop a process.",
    returns: TRUE_OR_STATUSES,
    changes: true,
  },
  stopProcessGroup: {
    params: [GROUP, WAIT],
    result: "array",
    doc: "Stop all processes of a group.",
    returns: STATUSES,
    changes: true,
  },
  stopAllProcesses: {
    params: [WAIT],
    result: "array",
    doc: "Stop all processes.",
    returns: STATUSES,
    changes: true,
  },
  signalProcess: {
    params: [NAME_OR_GROUP, SIGNAL],
    result: "boolean",
    doc: "Send a signal to a process.",
    returns: TRUE_OR_STATUSES,
    changes: true,
  },
  signalProcessGroup: {
    params: [GROUP, SIGNAL],
    result: "array",
    doc: "Send a signal to all processes of a group.",
    returns: STATUSES,
    changes: true,
  },
  signalAllProcesses: {
    params: [SIGNAL],
    result: "array",
    doc: "Send a signal to all processes.",
    returns: STATUSES,
    changes: true,
  },
  getProcessInfo: {
    params: [NAME],
    result: "struct",
    doc: "What is known about a process.",
    returns:
      "Struct of name, group, start, stop, now, state, statename, spawnerr, exitstatus, logfile, stdout_logfile, stderr_logfile, pid and description.",
  },
  getAllProcessInfo: {
    params: [],
    result: "array",
    doc: "What is known about all processes, sorted by group and name.",
    returns: "Array of structs as getProcessInfo answers them.",
  },
  getAllConfigInfo: {
    params: [],
    result: "array",
    doc: "How all processes are configured, sorted by name.",
    returns: "Array of structs, one for each process.",
  },
  readProcessStdoutLog: {
    params: [NAME, READ_OFFSET, READ_LENGTH],
    result: "string",
    doc: "Read from the log of a process's standard output.",
    returns: "Text of the log.",
    aliases: ["readProcessLog"],
  },
  readProcessStderrLog: {
    params: [NAME, READ_OFFSET, READ_LENGTH],
    result: "string",
    doc: "Read from the log of a process's standard error.",
    returns: "Text of the log.",
  },
  tailProcessStdoutLog: {
    params: [NAME, TAIL_OFFSET, TAIL_LENGTH],
    result: "array",
    doc: "Read the end of the log of a process's standard output.",
    returns: TAIL,
    aliases: ["tailProcessLog"],
  },
  tailProcessStderrLog: {
    params: [NAME, TAIL_OFFSET, TAIL_LENGTH],
    result: "array",
    doc: "Read the end of the log of a process's standard error.",
    returns: TAIL,
  },
  clearProcessLogs: {
    params: [NAME],
    result: "boolean",
    doc: "Empty both logs of a process.",
    returns: TRUE,
    aliases: ["clearProcessLog"],
    changes: true,
  },
  clearAllProcessLogs: {
    params: [],
    result: "array",
    doc: "Empty the logs of all processes.",
    returns: STATUSES,
    changes: true,
  },
  sendProcessStdin: {
    params: [NAME, {
      name: "chars",
      type: "string",
      bareFault: true,
      doc: "Text to write, encoded as UTF-8.",
    }],
    result: "boolean",
    doc: "Write to the standard input of a process.",
    returns: TRUE,
    changes: true,
  },
  sendRemoteCommEvent: {
    params: [
      { name: "type", type: "string", orNumber: true, doc: "Type of the event, any text." },
      { name: "data", type: "string", orNumber: true, doc: "Data of the event, any text." },
    ],
    result: "boolean",
    doc: "Send a REMOTE_COMMUNICATION event to the event listeners.",
    returns: TRUE,
    duringShutdown: true,
  },
};
