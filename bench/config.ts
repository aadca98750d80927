/** Where a side lives. */
export interface Place {
  readonly dir: string;
  readonly port: number;
}

/** What the sections of a benchmark are written from. */
export interface ConfigOptions {
  /** Open files that the daemon may need. @default 1024 */
  readonly descriptors?: number;
  /** Sections of programs. */
  readonly programs: string;
}

/** The sections that all configs of the benchmark share, with `programs` behind them. */
export function configText({ dir, port }: Place, options: ConfigOptions): string {
  return `[supervisord]
logfile=${dir}/main.log
logfile_maxbytes=0
pidfile=${dir}/pid
childlogdir=${dir}/logs
minfds=${options.descriptors ?? 1024}
user=${userName()}

[unix_http_server]
file=${dir}/sock

[inet_http_server]
port=127.0.0.1:${port}

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface

[supervisorctl]
serverurl=unix://${dir}/sock

${options.programs}`;
}

/** One program that is up at once and restarted at once. `more` are further lines. */
export function program(
  name: string,
  { command, dir, more = "" }: { command: string; dir: string; more?: string },
): string {
  return `[program:${name}]
command=${command}
startsecs=0
autorestart=true
stdout_logfile=${dir}/logs/${name}.out
stderr_logfile=${dir}/logs/${name}.err
${more}
`;
}

/** `count` programs that sleep. */
export function sleepers(count: number, dir: string): string {
  const names = Array.from({ length: count }, (_, at) => `p${String(at).padStart(4, "0")}`);
  return names.map((name) => program(name, { command: "/bin/sleep 1000000", dir })).join("\n");
}

function userName(): string {
  return String(Deno.uid());
}
