/**
 * The configurations inside of which attacks are tried.
 *
 * @module
 */

import { REPOSITORY } from "#tests/support/subject_command.ts";

/** A configuration; everything that it names lies in a directory of its own. */
export interface AttackedConfig {
  readonly name: string;
  text(dir: string): string;
  /** It grants all facts about the system. */
  readonly sysIsOpen?: boolean;
}

const RPC = `[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
`;

const head = (dir: string): string =>
  `[supervisord]
logfile=${dir}/log/activity.log
pidfile=${dir}/run/pid
childlogdir=${dir}/log
${RPC}`;

const unix = (dir: string): string => `[unix_http_server]\nfile=${dir}/run/s.sock\n`;

const USERS = `[program:one]
command=/bin/sleep 1000
user=daemon
[program:two]
command=/bin/sleep 1000
user=nobody
[program:three]
command=/bin/cat
user=mail
`;

const LISTENER = (dir: string): string =>
  `[inet_http_server]
port=127.0.0.1:19001
username=u
password=p
[eventlistener:listener]
command=/usr/bin/python3 -c "import time; time.sleep(1000)"
events=PROCESS_STATE,TICK_5
stderr_logfile=${dir}/log/listener.log
`;

const FCGI = (dir: string): string =>
  `[fcgi-program:tcp]
command=/bin/sleep 1000
socket=tcp://127.0.0.1:19002
[fcgi-program:path]
command=/bin/sleep 1000
socket=unix://${dir}/run/fcgi.sock
`;

/** All six. */
export const ATTACKED: readonly AttackedConfig[] = [
  {
    name: "demo",
    text: (dir) =>
      Deno.readTextFileSync(`${REPOSITORY}/examples/demo/supervisord.conf`)
        .replaceAll("%(here)s/run", `${dir}/log`),
  },
  { name: "root with several users", text: (dir) => head(dir) + unix(dir) + USERS },
  {
    name: "a UNIX socket only",
    text: (dir) => `${head(dir)}${unix(dir)}[program:a]\ncommand=/bin/sleep 1000\n`,
  },
  { name: "TCP with listeners", text: (dir) => head(dir) + LISTENER(dir) },
  { name: "FastCGI", text: (dir) => head(dir) + unix(dir) + FCGI(dir) },
  {
    name: "everything",
    text: (dir) =>
      `${head(dir)}${unix(dir)}${USERS}${LISTENER(dir)}${FCGI(dir)}[program:all]
command=/bin/sh -c "exec sleep 1000"
redirect_stderr=true
stopasgroup=true
umask=027
stdout_syslog=true
environment=LD_LIBRARY_PATH="/opt/x"
`,
    sysIsOpen: true,
  },
];
