/**
 * `[supervisord]`, with the command line on top of it (rows CFG-052 to CFG-068).
 *
 * @module
 */

import type { BuildContext } from "./build_context.ts";
import { originsOf } from "./build_context.ts";
import { invalidSetting } from "./command_line.ts";
import type { CommandLineSetting } from "./command_line.ts";
import type { SupervisordConfig } from "./config.ts";
import { decodeValue } from "./decode.ts";
import { parseEnvironment } from "./environment.ts";
import type { SupervisordKey } from "./options/command_line_options.ts";
import { SUPERVISORD_OPTIONS } from "./options/supervisord_options.ts";
import type { OptionValue } from "./options/option.ts";
import { parseUser } from "./owners.ts";
import { normalizePath } from "./paths.ts";
import { isBlank } from "./python_text.ts";
import { SectionReader } from "./section_reader.ts";
import { ValueError } from "./value_error.ts";

type Values = { [K in SupervisordKey]: OptionValue<(typeof SUPERVISORD_OPTIONS)[K]> };

/** Supervisor's order of reading, which decides which of several mistakes it names. */
const READ_FIRST: readonly SupervisordKey[] = [
  "minfds",
  "minprocs",
  "directory",
  "user",
  "umask",
  "logfile",
  "logfile_maxbytes",
  "logfile_backups",
  "loglevel",
  "pidfile",
  "identifier",
  "nodaemon",
  "silent",
  "childlogdir",
  "nocleanup",
  "strip_ansi",
];

/** What reading the section gives besides its settings. */
export interface SupervisordSection {
  /** Checks the user, which Supervisor does after everything else, and gives the settings. */
  finish(): SupervisordConfig;
  readonly environment: ReadonlyMap<string, string>;
}

/**
 * Records a problem for each argument of the command line that needs a look at the file system to be
 * refused. The others were refused before.
 */
export function checkCommandLine(context: BuildContext): void {
  for (const [key, setting] of context.commandLine.settings) {
    try {
      decodeSetting(key, { setting, context });
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      const message = invalidSetting(setting.option, setting.text, error.message);
      context.findings.problem(message, { origin: null, option: key });
    }
  }
}

/** Reads the section. Its environment becomes available as `ENV_X` to all that is read later. */
export function readSupervisord(context: BuildContext): SupervisordSection {
  const reader = new SectionReader(SUPERVISORD_OPTIONS, context, {
    section: "supervisord",
    names: new Map([["here", context.main.here]]),
  });
  const values: Record<string, unknown> = {};
  const keys = Object.keys(SUPERVISORD_OPTIONS) as SupervisordKey[];
  for (const key of [...READ_FIRST, ...keys.filter((key) => !READ_FIRST.includes(key))]) {
    if (key !== "environment") values[key] = reader.read(key);
  }
  const environment = readEnvironment(reader, context);
  for (const [name, value] of environment) context.environmentNames.set(`ENV_${name}`, value);
  for (const [key, setting] of context.commandLine.settings) {
    values[key] = settingOrNull(key, { setting, context }) ?? values[key];
  }
  const settings = values as Values;
  return {
    environment,
    finish: () => toConfig(settings, { reader, environment, context }),
  };
}

type Reader = SectionReader<typeof SUPERVISORD_OPTIONS>;

function readEnvironment(reader: Reader, context: BuildContext): ReadonlyMap<string, string> {
  const scope = new SectionReader(SUPERVISORD_OPTIONS, context, {
    section: "supervisord",
    names: new Map([["here", context.main.here], ["host_node_name", context.host.nodeName]]),
  });
  return scope.attempt<ReadonlyMap<string, string>>("environment", () => {
    const parsed = parseEnvironment(scope.expand(scope.raw("environment")!, "environment"));
    for (const doubt of parsed.doubts) {
      context.findings.notice(`For [supervisord], environment: ${doubt}`, {
        level: "warn",
        code: "environment",
        origin: reader.origin("environment"),
      });
    }
    return parsed.values;
  }, () => new Map());
}

function toConfig(
  values: Values,
  options: { reader: Reader; environment: ReadonlyMap<string, string>; context: BuildContext },
): SupervisordConfig {
  const { reader, environment, context } = options;
  const { document, findings, host } = context;
  const unreadable = unreadableIn(values.identifier);
  if (unreadable !== null) {
    findings.notice(
      `identifier '${values.identifier}' has ${unreadable} in it, which event listeners cannot read`,
      { level: "warn", code: "identifier", origin: reader.origin("identifier") },
    );
  }
  return {
    logfile: values.logfile === "syslog" ? "syslog" : normalizePath(values.logfile, context),
    logfileMaxbytes: values.logfile_maxbytes,
    logfileBackups: values.logfile_backups,
    loglevel: values.loglevel,
    pidfile: normalizePath(values.pidfile, context),
    umask: values.umask,
    nodaemon: values.nodaemon,
    silent: values.silent,
    minfds: values.minfds,
    minprocs: values.minprocs,
    nocleanup: values.nocleanup,
    childlogdir: normalizePath(values.childlogdir ?? host.tempDir, context),
    user: values.user === null ? null : readUser(values.user, { reader, context }),
    directory: values.directory === null ? null : normalizePath(values.directory, context),
    stripAnsi: values.strip_ansi,
    environment: Object.fromEntries(environment),
    identifier: values.identifier,
    allowRun: values.allow_run,
    allowRead: values.allow_read,
    allowWrite: values.allow_write,
    allowNet: values.allow_net,
    allowEnv: values.allow_env,
    permissions: values.permissions,
    keepHardNofile: values.keep_hard_nofile,
    orphans: values.orphans,
    origin: reader.origin(),
    origins: originsOf(document, "supervisord"),
  };
}

/** What in an identifier breaks the header of an event into other tokens; `null` for nothing. */
function unreadableIn(identifier: string): string | null {
  if ([...identifier].some(isBlank)) return "blanks";
  return identifier.includes(":") ? "a colon" : null;
}

/** A user given on the command line has no line in the file to blame. */
function readUser(
  text: string,
  options: { reader: Reader; context: BuildContext },
): number | null {
  const { reader, context } = options;
  try {
    return parseUser(text, context.users);
  } catch (error) {
    if (!(error instanceof ValueError)) throw error;
    if (context.commandLine.settings.has("user")) {
      context.findings.problem(error.message, { origin: null, option: "user" });
    } else {
      reader.problem(error.message, "user");
    }
    return null;
  }
}

function decodeSetting(
  key: SupervisordKey,
  options: { setting: CommandLineSetting; context: BuildContext },
): unknown {
  const { setting, context } = options;
  return decodeValue(setting.text, { kind: SUPERVISORD_OPTIONS[key].kind, context });
}

/** `null` where {@linkcode checkCommandLine} has recorded a problem already. */
function settingOrNull(
  key: SupervisordKey,
  options: { setting: CommandLineSetting; context: BuildContext },
): unknown {
  try {
    return decodeSetting(key, options);
  } catch (error) {
    if (error instanceof ValueError) return null;
    throw error;
  }
}
