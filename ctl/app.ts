/**
 * The commands. This table drives dispatch, help, completion and "did you mean"; a command that is not
 * in it does not exist.
 *
 * @module
 */

import type { Command, CommandHandler } from "./command.ts";
import { DENVISOR_COMMANDS } from "./app_denvisor.ts";
import { EXIT_STATUS } from "./exit_status.ts";

const { GENERIC, INVALID_ARGS } = EXIT_STATUS;

/** All commands, in no particular order. */
export function allCommands(): readonly Command[] {
  return [...SUPERVISOR_COMMANDS, ...SHELL_COMMANDS, ...DENVISOR_COMMANDS];
}

/** What is true of most commands. */
const USUAL = {
  origin: "default",
  upcheck: true,
  accepts: "any",
  completes: "nothing",
  json: true,
} as const;

const SUPERVISOR_COMMANDS: readonly Command[] = [
  {
    ...USUAL,
    name: "add",
    upcheck: false,
    completes: "groups",
    help: [["add NAME...", "Activate groups that the configuration has gained"]],
    load: async () => (await import("./commands/add.ts")).add,
  },
  {
    ...USUAL,
    name: "avail",
    upcheck: false,
    accepts: "none",
    help: [["avail", "List every configured process, active or not"]],
    load: async () => (await import("./commands/avail.ts")).avail,
  },
  {
    ...USUAL,
    name: "clear",
    accepts: { words: 1, message: "clear requires a process name", status: GENERIC },
    completes: "processes",
    help: [
      ["clear NAME...", "Empty the logs of processes"],
      ["clear all", "Empty the logs of all processes"],
    ],
    load: async () => (await import("./commands/clear.ts")).clear,
  },
  {
    ...USUAL,
    name: "exit",
    upcheck: false,
    json: false,
    help: [["exit", "Leave the shell"]],
    load: loadQuit,
  },
  {
    ...USUAL,
    name: "fg",
    completes: "processes",
    json: false,
    switches: ["--raw"],
    help: [["fg NAME", "Show a process's output and pass on what is typed; Ctrl-C ends it"]],
    load: async () => (await import("./commands/fg.ts")).fg,
  },
  {
    ...USUAL,
    name: "maintail",
    switches: ["-f", "--raw"],
    help: [
      ["maintail", "Show the last 1600 bytes of the daemon's own log"],
      ["maintail -N", "Show its last N bytes"],
      ["maintail -f", "Go on showing it until Ctrl-C"],
    ],
    load: async () => (await import("./commands/maintail.ts")).maintail,
  },
  {
    ...USUAL,
    name: "open",
    upcheck: false,
    json: false,
    help: [["open URL", "Talk to another daemon: http(s)://HOST:PORT or unix:///PATH"]],
    load: async () => (await import("./commands/open.ts")).open,
  },
  {
    ...USUAL,
    name: "pid",
    completes: "processes",
    help: [
      ["pid", "Show the pid of the daemon"],
      ["pid NAME...", "Show the pid of each process, 0 when it does not run"],
      ["pid all", "Show the pid of every process"],
    ],
    load: async () => (await import("./commands/pid.ts")).pid,
  },
  {
    ...USUAL,
    name: "quit",
    upcheck: false,
    json: false,
    help: [["quit", "Leave the shell"]],
    load: loadQuit,
  },
  {
    ...USUAL,
    name: "reload",
    upcheck: false,
    accepts: "none",
    help: [["reload", "Restart the daemon with all its processes"]],
    load: async () => (await import("./commands/reload.ts")).reload,
  },
  {
    ...USUAL,
    name: "remove",
    upcheck: false,
    completes: "groups",
    help: [["remove NAME...", "Take stopped groups out of service"]],
    load: async () => (await import("./commands/remove.ts")).remove,
  },
  {
    ...USUAL,
    name: "reread",
    upcheck: false,
    accepts: "none",
    help: [["reread", "Read the configuration and list what has changed, without acting on it"]],
    load: async () => (await import("./commands/reread.ts")).reread,
  },
  {
    ...USUAL,
    name: "restart",
    accepts: { words: 1, message: "restart requires a process name", status: GENERIC },
    completes: "processes",
    help: [
      ["restart NAME...", "Stop and start processes; the configuration is not read again"],
      ["restart GROUP:*", "Stop and start the processes of a group"],
      ["restart all", "Stop and start all processes"],
    ],
    load: async () => (await import("./commands/restart.ts")).restart,
  },
  {
    ...USUAL,
    name: "shutdown",
    upcheck: false,
    accepts: "none",
    help: [["shutdown", "Stop all processes and the daemon"]],
    load: async () => (await import("./commands/shutdown.ts")).shutdown,
  },
  {
    ...USUAL,
    name: "signal",
    accepts: {
      words: 2,
      message: "signal requires a signal name and a process name",
      status: GENERIC,
    },
    completes: "processes",
    help: [
      ["signal SIGNAL NAME...", "Send a signal to processes"],
      ["signal SIGNAL GROUP:*", "Send a signal to the processes of a group"],
      ["signal SIGNAL all", "Send a signal to all processes"],
    ],
    load: async () => (await import("./commands/signal.ts")).signal,
  },
  {
    ...USUAL,
    name: "start",
    accepts: { words: 1, message: "start requires a process name", status: INVALID_ARGS },
    completes: "processes",
    help: [
      ["start NAME...", "Start processes"],
      ["start GROUP:*", "Start the processes of a group"],
      ["start all", "Start all processes"],
    ],
    load: async () => (await import("./commands/start.ts")).start,
  },
  {
    ...USUAL,
    name: "status",
    completes: "processes",
    help: [
      ["status", "Show how all processes are doing"],
      ["status NAME...", "Show how some processes are doing"],
      ["status GROUP:*", "Show how the processes of a group are doing"],
    ],
    load: async () => (await import("./commands/status.ts")).status,
  },
  {
    ...USUAL,
    name: "stop",
    accepts: { words: 1, message: "stop requires a process name", status: GENERIC },
    completes: "processes",
    help: [
      ["stop NAME...", "Stop processes"],
      ["stop GROUP:*", "Stop the processes of a group"],
      ["stop all", "Stop all processes"],
    ],
    load: async () => (await import("./commands/stop.ts")).stop,
  },
  {
    ...USUAL,
    name: "tail",
    completes: "processes",
    switches: ["-f", "--raw"],
    help: [
      [
        "tail NAME [stdout|stderr]",
        "Show the last 1600 bytes of a process's stdout, or its stderr",
      ],
      ["tail -N NAME [stdout|stderr]", "Show its last N bytes"],
      ["tail -f NAME [stdout|stderr]", "Go on showing it until Ctrl-C"],
    ],
    load: async () => (await import("./commands/tail.ts")).tail,
  },
  {
    ...USUAL,
    name: "update",
    upcheck: false,
    completes: "groups",
    help: [
      ["update", "Read the configuration; add, remove and restart groups that changed"],
      ["update GROUP...", "The same for some groups only"],
    ],
    load: async () => (await import("./commands/update.ts")).update,
  },
  {
    ...USUAL,
    name: "version",
    accepts: "none",
    help: [["version", "Show the Supervisor version that the daemon stands for"]],
    load: async () => (await import("./commands/version.ts")).version,
  },
];

/** Not listed by `help`, as in Supervisor. */
const SHELL_COMMANDS: readonly Command[] = [
  {
    ...USUAL,
    name: "help",
    origin: null,
    upcheck: false,
    completes: "commands",
    json: false,
    help: [
      ["help", "List the commands"],
      ["help COMMAND", "Show the forms of a command"],
    ],
    load: async () => (await import("./commands/help.ts")).help,
  },
  {
    ...USUAL,
    name: "EOF",
    origin: null,
    upcheck: false,
    json: false,
    help: [],
    load: loadQuit,
  },
];

async function loadQuit(): Promise<CommandHandler> {
  return (await import("./commands/quit.ts")).quit;
}
