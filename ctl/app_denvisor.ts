/**
 * The commands that Supervisor does not have.
 *
 * @module
 */

import type { Command } from "./command.ts";
import { EXIT_STATUS } from "./exit_status.ts";

const { GENERIC } = EXIT_STATUS;

/** Rows of the command table. */
export const DENVISOR_COMMANDS: readonly Command[] = [
  {
    name: "completion",
    origin: "denvisor",
    upcheck: false,
    accepts: {
      words: 1,
      message: "completion requires a shell: bash, zsh or fish",
      status: GENERIC,
    },
    completes: ["bash", "zsh", "fish"],
    json: false,
    help: [
      ["completion bash", "Print what makes bash complete commands and live process names"],
      ["completion zsh", "The same for zsh"],
      ["completion fish", "The same for fish"],
    ],
    load: async () => (await import("./commands/completion.ts")).completion,
  },
  {
    name: "events",
    origin: "denvisor",
    upcheck: true,
    accepts: "any",
    completes: "nothing",
    switches: ["-f", "--raw"],
    json: true,
    help: [
      ["events -f", "Show what happens as it happens, until Ctrl-C"],
      ["events -f TYPE...", "Only events of these types, as PROCESS_STATE"],
      ["events -f --json", "One JSON object a line"],
    ],
    load: async () => (await import("./commands/events.ts")).events,
  },
  {
    name: "hash-password",
    origin: "denvisor",
    upcheck: false,
    accepts: "none",
    completes: "nothing",
    json: false,
    help: [[
      "hash-password",
      "Ask for a password and print what to write in its place (password=)",
    ]],
    load: async () => (await import("./commands/hash_password.ts")).hashPassword,
  },
  {
    name: "info",
    origin: "denvisor",
    upcheck: true,
    accepts: "none",
    completes: "nothing",
    json: true,
    help: [["info", "Show what daemon and client are and how many processes are in which state"]],
    load: async () => (await import("./commands/info.ts")).info,
  },
  {
    name: "logs",
    origin: "denvisor",
    upcheck: true,
    accepts: { words: 1, message: "logs requires a process name or --all", status: GENERIC },
    completes: "processes",
    switches: ["-f", "-n", "--all", "--stderr", "--stdout", "--raw"],
    json: true,
    help: [
      ["logs NAME...", "Show the last lines of several logs, each with its process's name"],
      ["logs --all", "The logs of all processes"],
      ["logs -f NAME...", "Go on showing them, merged, until Ctrl-C"],
      ["logs -n N NAME...", "Begin with the last N lines of each (10)"],
      ["logs --stderr NAME...", "Only standard error; --stdout for only standard output"],
    ],
    load: async () => (await import("./commands/logs.ts")).logs,
  },
  {
    name: "permissions",
    origin: "denvisor",
    upcheck: false,
    accepts: "any",
    completes: "nothing",
    switches: ["-c", "--explain", "--flags", "--systemd"],
    json: true,
    help: [
      [
        "permissions",
        "Show what a daemon for the configuration may do, and which lines ask for it",
      ],
      ["permissions -c FILE", "The same for another configuration"],
      ["permissions --explain", "Also what each entry opens, and what would avoid it"],
      ["permissions --flags", "The options of 'deno run', for a shell"],
      ["permissions --systemd", "A hardened unit for systemd"],
    ],
    load: async () => (await import("./commands/permissions.ts")).permissions,
  },
];
