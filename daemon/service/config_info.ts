import type { ChannelConfig, GroupConfig, ProcessConfig } from "#lib/config/config.ts";
import { SIGNAL_NUMBERS } from "#lib/config/signals.ts";
import type { ConfigInfo } from "#lib/rpc/api.ts";

/** How a group is used: whether it is active, and the concrete paths of its AUTO logs if they are known. */
export interface ConfigUse {
  readonly inuse: boolean;
  readonly stdoutPath: string | null;
  readonly stderrPath: string | null;
}

/** What `getAllConfigInfo` tells of a process. `none` stands for what is not set. */
export function configInfo(
  process: ProcessConfig,
  { group, use }: { readonly group: GroupConfig; readonly use: ConfigUse },
): ConfigInfo {
  const { stdout, stderr } = process;
  return {
    autostart: process.autostart,
    // 4.4.0.dev answers 500 for `true` (B-02).
    autorestart: process.autorestart === "unexpected"
      ? "unexpected"
      : process.autorestart === "true",
    directory: process.directory ?? "none",
    uid: process.uid ?? "none",
    command: process.command,
    exitcodes: process.exitcodes,
    group: group.name,
    group_prio: group.priority,
    inuse: use.inuse,
    killasgroup: process.killasgroup,
    name: process.name,
    process_prio: process.priority,
    redirect_stderr: process.redirectStderr,
    startretries: process.startretries,
    startsecs: process.startsecs,
    stdout_capture_maxbytes: stdout.captureMaxbytes,
    stdout_events_enabled: stdout.eventsEnabled,
    stdout_logfile: logfileText(stdout, use.stdoutPath),
    stdout_logfile_backups: stdout.logfileBackups,
    stdout_logfile_maxbytes: stdout.logfileMaxbytes,
    stdout_syslog: stdout.syslog,
    stopsignal: SIGNAL_NUMBERS.get(process.stopsignal) ?? 0,
    stopwaitsecs: process.stopwaitsecs,
    stderr_capture_maxbytes: stderr.captureMaxbytes,
    stderr_events_enabled: stderr.eventsEnabled,
    stderr_logfile: logfileText(stderr, use.stderrPath),
    stderr_logfile_backups: stderr.logfileBackups,
    stderr_logfile_maxbytes: stderr.logfileMaxbytes,
    stderr_syslog: stderr.syslog,
    serverurl: process.serverurl ?? "none",
  };
}

function logfileText({ logfile }: ChannelConfig, autoPath: string | null): string {
  switch (logfile.kind) {
    case "none":
      return "none";
    case "auto":
      return autoPath ?? "auto";
    case "file":
      return logfile.path;
  }
}
