/**
 * One program that comes to a daemon while it runs, in place of a section of its file.
 *
 * @module
 */

import type { FileSystem, Host } from "#lib/ports/file_system.ts";
import type { Users } from "#lib/ports/users.ts";
import { type BuildContext, environmentNames } from "./build_context.ts";
import type { Config, Notice, ProcessConfig } from "./config.ts";
import { Findings } from "./findings.ts";
import { addSections, type GivenOptions } from "./given_sections.ts";
import { IniDocument } from "./ini_document.ts";
import type { Problem } from "./problem.ts";
import { readProcesses } from "./processes.ts";
import { mainFile } from "./read_files.ts";
import { rememberKinds } from "./remember_kinds.ts";
import { reportUnknown } from "./unknown_options.ts";

/** A program, and the configuration that it is read as a part of. */
export interface ProgramLoadRequest {
  /** What would stand in the header after `program:`. */
  readonly name: string;
  /** The group that it is for. */
  readonly group: string;
  readonly options: GivenOptions;
  /** Gives `%(here)s`, the place that messages name, and the environment of all programs. */
  readonly config: Pick<Config, "path" | "supervisord">;
  readonly fs: FileSystem;
  readonly host: Host;
  readonly users: Users;
}

/** The processes of a program, or what is wrong with it. */
export type ProgramLoadResult =
  | {
    readonly ok: true;
    readonly processes: readonly ProcessConfig[];
    readonly notices: readonly Notice[];
  }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a program by all the rules of a `[program:x]` section: `numprocs`, expansions, defaults. Of
 * `[supervisord]` its environment counts; there is no `[DEFAULT]`.
 */
export function loadProgram(request: ProgramLoadRequest): ProgramLoadResult {
  const { name, group, options, config, host, users } = request;
  const { environment } = config.supervisord;
  const findings = new Findings();
  const document = new IniDocument();
  const section = `program:${name}`;
  addSections(document, { sections: { [section]: options }, file: config.path });
  const context: BuildContext = {
    ...{ host, users, findings, document },
    fs: rememberKinds(request.fs),
    commandLine: { configuration: config.path, settings: new Map() },
    main: mainFile(config.path, host.cwd),
    defaults: new Map(),
    environmentNames: environmentNames({ ...host.env, ...environment }),
  };
  const processes = readProcesses({
    ...{ section, group, context },
    supervisord: { environment: new Map(Object.entries(environment)) },
  });
  reportUnknown(context);
  return findings.problemCount > 0
    ? { ok: false, problems: findings.problems }
    : { ok: true, processes, notices: findings.notices };
}
