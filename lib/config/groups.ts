/**
 * Groups: heterogeneous ones, programs on their own, event listeners and FastCGI programs, in the
 * order in which they start (config.md 7 and 8, rows CFG-106 to CFG-121).
 *
 * @module
 */

import { pythonRepr } from "#lib/text/python_repr.ts";
import type { BuildContext } from "./build_context.ts";
import type { GroupConfig, ProcessConfig, ProgramGroupConfig } from "./config.ts";
import { readFcgiGroup } from "./fcgi.ts";
import { readListenerGroup } from "./listeners.ts";
import { PROGRAM_OPTIONS } from "./options/program_options.ts";
import { GROUP_OPTIONS } from "./options/unit_options.ts";
import { readProcesses } from "./processes.ts";
import { compareText } from "./python_text.ts";
import { SectionReader } from "./section_reader.ts";
import { readUnitName } from "./unit_name.ts";
import type { GroupRequest } from "./unit_name.ts";

/** All groups, sorted by priority and name, no two with the same name. */
export function readGroups(request: GroupRequest): readonly GroupConfig[] {
  const headers = request.context.document.sections.map((section) => section.name);
  const withPrefix = (prefix: string) => headers.filter((header) => header.startsWith(prefix));
  const members = new Set<string>();
  const groups: (GroupConfig | null)[] = [];
  for (const section of withPrefix("group:")) groups.push(readGroup(section, { request, members }));
  for (const section of withPrefix("program:")) {
    if (!members.has(section)) groups.push(readProgramGroup(section, request));
  }
  for (const section of withPrefix("eventlistener:")) {
    groups.push(readListenerGroup(section, request));
  }
  for (const section of withPrefix("fcgi-program:")) {
    if (!members.has(section)) groups.push(readFcgiGroup(section, request));
  }
  const built = groups.filter((group) => group !== null);
  built.sort((left, right) => left.priority - right.priority || compareText(left.name, right.name));
  return withoutHidden(built, request.context);
}

function readGroup(
  section: string,
  options: { request: GroupRequest; members: Set<string> },
): ProgramGroupConfig | null {
  const { request, members } = options;
  const { context } = request;
  const reader = groupReader(section, context);
  const name = readUnitName(section, context);
  const programs = reader.read("programs");
  const priority = reader.read("priority");
  const processes: ProcessConfig[] = [];
  for (const program of programs) {
    const member = memberSection(program, reader, context);
    if (member === null) continue;
    members.add(member);
    if (name !== null) {
      processes.push(...readProcesses({ ...request, section: member, group: name }));
    }
  }
  if (name === null) return null;
  return {
    kind: "program",
    name,
    priority,
    processes: withoutDuplicates(processes, { reader, context }),
    origin: reader.origin(),
  };
}

type GroupReader = SectionReader<typeof GROUP_OPTIONS>;

function groupReader(section: string, context: BuildContext): GroupReader {
  const names = new Map([["here", context.main.here]]);
  return new SectionReader(GROUP_OPTIONS, context, { section, names });
}

/** The section of a member; `null` and a problem that names the group (B-05) if there is none. */
function memberSection(
  program: string,
  reader: GroupReader,
  context: BuildContext,
): string | null {
  if (program === "") {
    reader.problem(
      `[${reader.section}] names a program without a name (a comma too many)`,
      "programs",
    );
    return null;
  }
  const plain = context.document.section(`program:${program}`)?.name ?? null;
  const fcgi = context.document.section(`fcgi-program:${program}`)?.name ?? null;
  if (plain !== null && fcgi !== null) {
    reader.problem(
      `[${reader.section}] name ${program} is ambiguous (exists as program and fcgi-program)`,
      "programs",
    );
    return null;
  }
  if (plain === null && fcgi === null) {
    const message = `[${reader.section}] names unknown program or fcgi-program ${program}`;
    reader.problem(message, "programs");
  }
  return plain ?? fcgi;
}

function readProgramGroup(section: string, request: GroupRequest): ProgramGroupConfig | null {
  const { context } = request;
  const name = readUnitName(section, context);
  if (name === null) return null;
  const reader = new SectionReader(PROGRAM_OPTIONS, context, {
    section,
    names: new Map([["here", context.main.here]]),
  });
  return {
    kind: "program",
    name,
    priority: reader.read("priority"),
    processes: readProcesses({ ...request, section, group: name }),
    origin: reader.origin(),
  };
}

/** Of several members with one name Supervisor runs the last. */
function withoutDuplicates(
  processes: readonly ProcessConfig[],
  options: { reader: GroupReader; context: BuildContext },
): readonly ProcessConfig[] {
  const byName = new Map(processes.map((process) => [process.name, process]));
  if (byName.size === processes.length) return processes;
  const { reader, context } = options;
  const twice = processes.find((process) => byName.get(process.name) !== process)!;
  context.findings.notice(
    `[${reader.section}] has several processes named ${
      pythonRepr(twice.name)
    }, the last one is used`,
    { level: "warn", code: "duplicate-process", origin: reader.origin("programs") },
  );
  return [...byName.values()];
}

/** Of several groups with one name the first in starting order is active (K-34). */
function withoutHidden(
  groups: readonly GroupConfig[],
  context: BuildContext,
): readonly GroupConfig[] {
  const seen = new Set<string>();
  return groups.filter((group) => {
    if (!seen.has(group.name)) {
      seen.add(group.name);
      return true;
    }
    context.findings.notice(
      `There are several groups named ${pythonRepr(group.name)}, the first one is used`,
      { level: "warn", code: "duplicate-group", origin: group.origin },
    );
    return false;
  });
}
