/**
 * The settings of a program's output streams (rows CFG-090 to CFG-101 and CFG-128).
 *
 * @module
 */

import type { BuildContext } from "./build_context.ts";
import type { ChannelConfig, LogTarget } from "./config.ts";
import { decodeValue } from "./decode.ts";
import type { ChildLog } from "./options/option.ts";
import type { PROGRAM_OPTIONS } from "./options/program_options.ts";
import type { SectionReader } from "./section_reader.ts";

type ProgramReader = SectionReader<typeof PROGRAM_OPTIONS>;

/** The settings that do not depend on the process number. */
export interface SharedChannel {
  readonly captureMaxbytes: number;
  readonly eventsEnabled: boolean;
}

/** What {@linkcode readChannel} needs. */
export interface ChannelOptions {
  readonly stream: "stdout" | "stderr";
  /** Knows the names of one process. */
  readonly reader: ProgramReader;
  readonly context: BuildContext;
  readonly shared: SharedChannel;
}

/** Reads the settings of one stream that may differ from process to process. */
export function readChannel(options: ChannelOptions): ChannelConfig {
  const { stream, reader, shared } = options;
  const logfile = readLogfile(options);
  const logfileBackups = reader.read(`${stream}_logfile_backups`);
  const logfileMaxbytes = reader.read(`${stream}_logfile_maxbytes`);
  let syslog = reader.read(`${stream}_syslog`);
  if (logfile.kind === "syslog") {
    syslog = true;
    warn(options, {
      code: "logfile-syslog",
      text: `${stream}_logfile=syslog but this is deprecated and will be removed.  ` +
        `Use ${stream}_syslog=true to enable syslog instead.`,
    });
  }
  if (logfile.kind === "auto" && logfileMaxbytes === 0) {
    warn(options, {
      code: "logfile-auto",
      text: `AUTO logging used for ${stream}_logfile without rollover, set maxbytes > 0 to ` +
        "avoid filling up filesystem unintentionally",
    });
  }
  return { logfile: targetOf(logfile), logfileBackups, logfileMaxbytes, syslog, ...shared };
}

/** A stream that goes elsewhere has no file; a path that was given is warned about. */
export function redirectedChannel(channel: ChannelConfig, options: ChannelOptions): ChannelConfig {
  const given = options.reader.has("stderr_logfile") && readLogfile(options).kind === "file";
  if (given) {
    warn(options, {
      code: "logfile-ignored",
      text: "redirect_stderr=true but stderr_logfile has also been set to a filename, the " +
        "filename has been ignored",
    });
  }
  return { ...channel, logfile: { kind: "none" } };
}

/** Log files alone are expanded twice, so that a literal percent sign is written `%%%%` (K-03). */
function readLogfile(options: ChannelOptions): ChildLog {
  const { stream, reader, context } = options;
  const key = `${stream}_logfile` as const;
  return reader.attempt<ChildLog>(key, () => {
    const text = reader.expanded(key);
    if (text === null) return { kind: "auto" };
    return decodeValue(reader.expand(text, key), { kind: "child-log", context });
  }, () => ({ kind: "none" }));
}

function targetOf(logfile: ChildLog): LogTarget {
  switch (logfile.kind) {
    case "auto":
      return { kind: "auto" };
    case "file":
      return logfile.path === "" ? { kind: "none" } : { kind: "file", path: logfile.path };
    case "none":
    case "syslog":
      return { kind: "none" };
  }
}

function warn(
  options: ChannelOptions,
  warning: { code: "logfile-syslog" | "logfile-auto" | "logfile-ignored"; text: string },
): void {
  const { reader, context, stream } = options;
  context.findings.notice(`For [${reader.section}], ${warning.text}`, {
    level: "warn",
    code: warning.code,
    origin: reader.origin(`${stream}_logfile`),
  });
}
