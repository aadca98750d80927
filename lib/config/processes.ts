/**
 * From one program section to its processes: `numprocs`, expansions, defaults (rows CFG-074 to
 * CFG-105, CFG-018 to CFG-022 and CFG-041).
 *
 * @module
 */

import { pythonRepr } from "#lib/text/python_repr.ts";
import { sectionName } from "./build_context.ts";
import type { BuildContext } from "./build_context.ts";
import { readChannel, redirectedChannel } from "./channels.ts";
import type { ProcessConfig } from "./config.ts";
import { PROGRAM_OPTIONS } from "./options/program_options.ts";
import { compareText, strip } from "./python_text.ts";
import { SectionReader } from "./section_reader.ts";
import type { ProcessStep, ProgramReader, ProgramRequest } from "./process_step.ts";
import { processReader, readProcessEnvironment } from "./process_environment.ts";
import { readProgramValues } from "./program_values.ts";
import { parseName } from "./values.ts";

/** The processes of a program section, sorted by name, no two with the same one. */
export function readProcesses(request: ProgramRequest): readonly ProcessConfig[] {
  const { context, section } = request;
  const suffix = sectionSuffix(section, context);
  const names = new Map<string, string | number>([
    ["here", context.main.here],
    ["program_name", strip(sectionName(section))],
    ["host_node_name", context.host.nodeName],
    ["group_name", request.group],
  ]);
  const reader = new SectionReader(PROGRAM_OPTIONS, context, { section, names, suffix });
  if (!checkProgramName(reader)) return [];
  const shared = readProgramValues(reader, context);
  const ownNames = new Map<string, string>();
  const processes: ProcessConfig[] = [];
  for (let index = 0; index < shared.numprocs; index++) {
    const number = shared.numprocsStart + index;
    const processNames = new Map(
      [...names, ["process_num", number], [
        "numprocs",
        shared.numprocs,
      ]] as const,
    );
    processes.push(readProcess({ request, shared, suffix, processNames, ownNames }));
  }
  if (shared.processName.includes("%(process_num)")) rejectDuplicates(processes, reader);
  return processes.sort((left, right) => compareText(left.name, right.name));
}

/** ` in section 'program:x' (file: '…')`, the file being the one that first has the section. */
function sectionSuffix(section: string, context: BuildContext): string {
  const file = context.document.section(section)?.origin.file ?? context.main.path;
  const shown = file === context.main.path ? context.main.shown : file;
  return ` in section ${pythonRepr(section)} (file: ${pythonRepr(shown)})`;
}

function checkProgramName(reader: ProgramReader): boolean {
  return reader.attempt("process_name", () => {
    parseName(sectionName(reader.section));
    return true;
  }, () => false);
}

function readProcess(step: ProcessStep): ProcessConfig {
  const { request, shared } = step;
  const { context, section } = request;
  const environment = readProcessEnvironment(step);
  const reader = processReader(step);
  const directory = reader.read("directory");
  const stdout = readChannel({ stream: "stdout", reader, context, shared: shared.stdout });
  const stderrOptions = { stream: "stderr", reader, context, shared: shared.stderr } as const;
  let stderr = readChannel(stderrOptions);
  if (shared.redirectStderr) stderr = redirectedChannel(stderr, stderrOptions);
  const command = reader.read("command");
  if (!reader.has("command")) {
    reader.problem(`program section ${section} does not specify a command`, "command");
  }
  const name = reader.attempt(
    "process_name",
    () => reader.expand(shared.processName, "process_name"),
    () => `${shared.processName} ${step.processNames.get("process_num")}`,
  );
  checkExpandedName(name, { reader, context });
  return {
    name,
    program: strip(sectionName(section)),
    section,
    command: command ?? "",
    directory,
    umask: shared.umask,
    priority: shared.priority,
    autostart: shared.autostart,
    autorestart: shared.autorestart,
    startsecs: shared.startsecs,
    startretries: shared.startretries,
    exitcodes: shared.exitcodes,
    stopsignal: shared.stopsignal,
    stopwaitsecs: shared.stopwaitsecs,
    stopasgroup: shared.stopasgroup,
    killasgroup: shared.killasgroup,
    uid: shared.uid,
    redirectStderr: shared.redirectStderr,
    stdout,
    stderr,
    environment: Object.fromEntries([...request.supervisord.environment, ...environment]),
    serverurl: shared.serverurl,
    origin: shared.origin,
    origins: shared.origins,
  };
}

/** Expansion can bring characters that a name must not have; Supervisor does not look again (B-30). */
function checkExpandedName(
  name: string,
  options: { reader: ProgramReader; context: BuildContext },
): void {
  const { reader, context } = options;
  if (name !== "" && !/[\s:/]/.test(name)) return;
  context.findings.notice(
    `For [${reader.section}], the process name ${pythonRepr(name)} has characters that clients ` +
      "and event listeners cannot read",
    { level: "warn", code: "process-name", origin: reader.origin("process_name") },
  );
}

/** Supervisor keeps the last of several processes with one name (B-33). */
function rejectDuplicates(processes: readonly ProcessConfig[], reader: ProgramReader): void {
  const seen = new Set<string>();
  for (const process of processes) {
    if (seen.has(process.name)) {
      const message = `process_name gives the same name ${pythonRepr(process.name)} twice`;
      reader.problem(message, "process_name");
      return;
    }
    seen.add(process.name);
  }
}
