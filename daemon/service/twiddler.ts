/**
 * The `twiddler` namespace: programs that come to a running daemon and go again, and are in no file.
 *
 * @module
 */

import type { LogLevel, ProcessConfig } from "#lib/config/config.ts";
import type { GivenOptions, GivenValue } from "#lib/config/given_sections.ts";
import type { ProgramLoadRequest, ProgramLoadResult } from "#lib/config/load_program.ts";
import { LOG_LEVELS } from "#lib/output/log_line.ts";
import type { Log } from "#lib/ports/logger.ts";
import { isStoppedState } from "#lib/process/state.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { bindNamespace, type RpcNamespace } from "#lib/rpc/namespace.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
import type { Group } from "../group.ts";
import type { Supervisor } from "../supervisor.ts";
import { type ProgramOptions, TWIDDLER_METHODS, type TwiddlerApi } from "./twiddler_methods.ts";

/** The version of the package's interface that this is. */
const API_VERSION = "0.3";

/** The package's own fault, beside those of Supervisor. */
const NOT_IN_WHITELIST = 230;

/** What the methods work with. */
export interface TwiddlerParts {
  /** Name of the section and so of the namespace. */
  readonly name: string;
  /** The methods that may be called; all when there is none in it. */
  readonly whitelist: readonly string[];
  readonly supervisor: Supervisor;
  /** The activity log. */
  readonly log: Log;
  /** Reads a program as a part of the present config. */
  loadProgram(program: Pick<ProgramLoadRequest, "name" | "group" | "options">): ProgramLoadResult;
}

/** The namespace of one run of the daemon. */
export function twiddlerNamespace(parts: TwiddlerParts): RpcNamespace {
  const { name, whitelist } = parts;
  const namespace = bindNamespace<TwiddlerApi>({
    name,
    table: TWIDDLER_METHODS,
    api: new Twiddler(parts),
  });
  if (whitelist.length === 0) return namespace;
  const methods = Object.entries(namespace.methods).map(([name, method]) => {
    if (whitelist.includes(name)) return [name, method] as const;
    const refuse = (): Promise<never> =>
      Promise.reject(new Fault(NOT_IN_WHITELIST, `NOT_IN_WHITELIST: ${name}`));
    return [name, { spec: method.spec, invoke: refuse }] as const;
  });
  return { name, methods: Object.fromEntries(methods) };
}

class Twiddler implements TwiddlerApi {
  readonly #parts: TwiddlerParts;

  constructor(parts: TwiddlerParts) {
    this.#parts = parts;
  }

  getAPIVersion(): Promise<string> {
    return Promise.resolve(API_VERSION);
  }

  getGroupNames(): Promise<readonly string[]> {
    return Promise.resolve(this.#parts.supervisor.groups.map(({ name }) => name));
  }

  async log(message: string, level = "INFO"): Promise<true> {
    this.#parts.log(levelOf(level), message);
    return true;
  }

  async addProgramToGroup(
    group_name: string,
    program_name: string,
    program_options: ProgramOptions,
  ): Promise<true> {
    const group = this.#group(group_name);
    const processes = this.#load(program_name, {
      group: group_name,
      options: givenOptions(program_options),
    });
    for (const { name } of processes) {
      if (group.find(name) !== null) throw Fault.of("BAD_NAME", name);
    }
    this.#parts.supervisor.addProcesses(group, processes);
    return true;
  }

  async removeProcessFromGroup(group_name: string, process_name: string): Promise<true> {
    const group = this.#group(group_name);
    const process = group.find(process_name);
    if (process === null) throw Fault.of("BAD_NAME", process_name);
    const { pid, state } = process.snapshot;
    if (pid !== 0 || !isStoppedState(state)) throw Fault.of("STILL_RUNNING", process_name);
    this.#parts.supervisor.removeProcess(group, process);
    return true;
  }

  #group(name: string): Group {
    const group = this.#parts.supervisor.group(name);
    if (group === null) throw Fault.of("BAD_NAME", `group: ${name}`);
    return group;
  }

  #load(
    name: string,
    program: { readonly group: string; readonly options: GivenOptions },
  ): readonly ProcessConfig[] {
    const loaded = this.#parts.loadProgram({ name, ...program });
    if (!loaded.ok) {
      const messages = loaded.problems.map(({ message }) => message);
      throw Fault.of("INCORRECT_PARAMETERS", messages.join("\n"));
    }
    for (const { level, message } of loaded.notices) this.#parts.log(level, message);
    return loaded.processes;
  }
}

/** Levels by their names in the log, in any case, and by their numbers. */
function levelOf(text: string): LogLevel {
  for (const level of Object.keys(LOG_LEVELS) as LogLevel[]) {
    const { label, number } = LOG_LEVELS[level];
    if (text.toUpperCase() === label || text === String(number)) return level;
  }
  throw Fault.of("INCORRECT_PARAMETERS");
}

function givenOptions(options: ProgramOptions): GivenOptions {
  const given = Object.entries(options).map(([key, value]) => {
    if (isGivenValue(value)) return [key, value] as const;
    throw Fault.of("INCORRECT_PARAMETERS", `'${key}' must be a string, a number or a boolean`);
  });
  return Object.fromEntries(given);
}

function isGivenValue(value: RpcValue): value is RpcValue & GivenValue {
  return ["string", "number", "boolean"].includes(typeof value);
}
