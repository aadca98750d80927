/**
 * The options of a program as its page lists them.
 *
 * @module
 */

import type { ChannelConfig, Origin, ProcessConfig } from "#lib/config/config.ts";
import type { Setting } from "../model/process_detail.ts";

/** `/etc/supervisor.conf:12`. */
export function originText({ file, line }: Origin): string {
  return `${file}:${line}`;
}

/** Options that a reader looks for, what was configured and what is a default alike. */
export function settingsOf(process: ProcessConfig): readonly Setting[] {
  const values: readonly (readonly [name: string, value: string])[] = [
    ["command", process.command],
    ["directory", process.directory ?? "the daemon's"],
    ["user", process.uid === null ? "the daemon's" : `uid ${process.uid}`],
    ["umask", process.umask === null ? "the daemon's" : octal(process.umask)],
    ["priority", String(process.priority)],
    ["autostart", String(process.autostart)],
    ["autorestart", process.autorestart],
    ["exitcodes", process.exitcodes.join(", ")],
    ["startsecs", String(process.startsecs)],
    ["startretries", String(process.startretries)],
    ["stopsignal", process.stopsignal.replace(/^SIG/, "")],
    ["stopwaitsecs", String(process.stopwaitsecs)],
    ["stopasgroup", String(process.stopasgroup)],
    ["killasgroup", String(process.killasgroup)],
    ["redirect_stderr", String(process.redirectStderr)],
    ...channelSettings("stdout", process.stdout),
    ...(process.redirectStderr ? [] : channelSettings("stderr", process.stderr)),
  ];
  return values.map(([name, value]) => {
    const origin = process.origins[name];
    return { name, value, origin: origin === undefined ? null : originText(origin) };
  });
}

function channelSettings(
  name: string,
  channel: ChannelConfig,
): readonly (readonly [name: string, value: string])[] {
  const { logfile } = channel;
  const path = logfile.kind === "file" ? logfile.path : logfile.kind.toUpperCase();
  return [
    [`${name}_logfile`, path],
    ...(logfile.kind === "none" ? [] : [
      [`${name}_logfile_maxbytes`, String(channel.logfileMaxbytes)],
      [`${name}_logfile_backups`, String(channel.logfileBackups)],
    ] as const),
    ...(channel.syslog ? [[`${name}_syslog`, "true"]] as const : []),
  ];
}

function octal(value: number): string {
  return value.toString(8).padStart(3, "0");
}
