/**
 * The options that are the same for all processes of a program section (rows CFG-075 to CFG-089).
 *
 * @module
 */

import { originsOf } from "./build_context.ts";
import type { BuildContext } from "./build_context.ts";
import type { SharedChannel } from "./channels.ts";
import type { ProcessConfig } from "./config.ts";
import type { ProgramReader } from "./process_step.ts";
import { strip } from "./python_text.ts";
import { parseName } from "./values.ts";

/** Everything but what is expanded anew for each process. */
export interface ProgramValues extends
  Pick<
    ProcessConfig,
    | "priority"
    | "autostart"
    | "autorestart"
    | "startsecs"
    | "startretries"
    | "exitcodes"
    | "stopsignal"
    | "stopwaitsecs"
    | "stopasgroup"
    | "killasgroup"
    | "uid"
    | "umask"
    | "redirectStderr"
    | "serverurl"
    | "origin"
    | "origins"
  > {
  readonly numprocs: number;
  readonly numprocsStart: number;
  /** Trimmed, not yet expanded. */
  readonly processName: string;
  readonly stdout: SharedChannel;
  readonly stderr: SharedChannel;
}

/** Reads the options in Supervisor's order, which decides which mistake is named first. */
export function readProgramValues(reader: ProgramReader, context: BuildContext): ProgramValues {
  const priority = reader.read("priority");
  const autostart = reader.read("autostart");
  const autorestart = reader.read("autorestart");
  const startsecs = reader.read("startsecs");
  const startretries = reader.read("startretries");
  const stopsignal = reader.read("stopsignal");
  const stopwaitsecs = reader.read("stopwaitsecs");
  const stopasgroup = reader.read("stopasgroup");
  const killasgroup = reader.read("killasgroup") ?? stopasgroup;
  const exitcodes = reader.read("exitcodes");
  const redirectStderr = reader.read("redirect_stderr");
  const numprocs = reader.read("numprocs");
  const numprocsStart = reader.read("numprocs_start");
  const stdout = {
    captureMaxbytes: reader.read("stdout_capture_maxbytes"),
    eventsEnabled: reader.read("stdout_events_enabled"),
  };
  const stderr = {
    captureMaxbytes: reader.read("stderr_capture_maxbytes"),
    eventsEnabled: reader.read("stderr_events_enabled"),
  };
  const serverurl = reader.read("serverurl");
  const uid = reader.read("user");
  const umask = reader.read("umask");
  // The name is checked before its expansion, as Supervisor does.
  const processName = reader.attempt(
    "process_name",
    () => parseName(reader.raw("process_name")!),
    () => "%(process_num)d",
  );
  if (numprocs > 1 && !processName.includes("%(process_num)")) {
    const message = "%(process_num) must be present within process_name when numprocs > 1";
    reader.problem(message, reader.has("process_name") ? "process_name" : "numprocs");
  }
  if (stopasgroup && !killasgroup) {
    reader.problem("Cannot set stopasgroup=true and killasgroup=false", "killasgroup");
  }
  return {
    priority,
    autostart,
    autorestart,
    startsecs,
    startretries,
    stopsignal,
    stopwaitsecs,
    stopasgroup,
    killasgroup,
    exitcodes,
    redirectStderr,
    numprocs,
    numprocsStart,
    stdout,
    stderr,
    serverurl: strip(serverurl).toUpperCase() === "AUTO" ? null : serverurl,
    uid,
    umask,
    processName,
    origin: reader.origin(),
    origins: originsOf(context.document, reader.section),
  };
}
