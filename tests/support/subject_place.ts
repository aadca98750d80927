/**
 * Where a daemon under test lives, and the sections that each needs before its programs.
 *
 * @module
 */

import { PYTHON } from "./python.ts";

/** The paths of one run. All lie in `dir`. */
export interface SubjectPlace {
  readonly dir: string;
  readonly config: string;
  readonly socket: string;
  readonly pidfile: string;
  /** The activity log. */
  readonly log: string;
  /** `childlogdir`. */
  readonly childlogs: string;
  /** A port of 127.0.0.1 for `[inet_http_server]`. */
  readonly port: number;
  /** A path inside `scratch/`, where programs leave what the test wants to know. */
  scratch(...names: string[]): string;
  /** A path inside the directory. */
  at(...names: string[]): string;
  /** The command line of a child program from `tests/support/children`. */
  child(name: string, ...args: readonly (string | number)[]): string;
}

/** The paths for a run in `dir`. */
export function subjectPlace(dir: string, port: number): SubjectPlace {
  const at = (...names: string[]) => [dir, ...names].join("/");
  return {
    dir,
    config: at("supervisord.conf"),
    socket: at("s.sock"),
    pidfile: at("daemon.pid"),
    log: at("activity.log"),
    childlogs: at("childlogs"),
    port,
    at,
    scratch: (...names) => at("scratch", ...names),
    child: childCommand,
  };
}

/** Extra keys of the sections that {@linkcode framed} writes. */
export interface FrameOptions {
  /** Keys of `[supervisord]`; they replace the frame's own. */
  readonly supervisord?: Readonly<Record<string, string>>;
  /** Adds `[inet_http_server]` on the place's port. */
  readonly tcp?: boolean;
}

/** A whole configuration: servers, `[supervisord]`, the RPC interface, `[supervisorctl]`, then `rest`. */
export function framed(place: SubjectPlace, rest: string, options: FrameOptions = {}): string {
  const supervisord = {
    logfile: place.log,
    pidfile: place.pidfile,
    childlogdir: place.childlogs,
    nodaemon: "true",
    ...options.supervisord,
  };
  const keys = Object.entries(supervisord).map(([key, value]) => `${key}=${value}`);
  const tcp = options.tcp ? `[inet_http_server]\nport=127.0.0.1:${place.port}\n` : "";
  return `[unix_http_server]
file=${place.socket}
${tcp}
[supervisord]
${keys.join("\n")}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://${place.socket}

${rest}`;
}

/** The directory of the child programs. */
export const CHILDREN: string = `${import.meta.dirname}/children`;

const INTERPRETERS: Readonly<Record<string, readonly string[]>> = {
  py: [PYTHON, "-I", "-S"],
  bash: ["/bin/bash"],
};

function childCommand(name: string, ...args: readonly (string | number)[]): string {
  const interpreter = INTERPRETERS[name.slice(name.lastIndexOf(".") + 1)];
  if (interpreter === undefined) throw new Error(`Nothing runs '${name}'`);
  return [...interpreter, `${CHILDREN}/${name}`, ...args.map(String)].join(" ");
}
