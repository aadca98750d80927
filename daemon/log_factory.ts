import type {
  ChannelConfig,
  GroupConfig,
  ProcessConfig,
  SupervisordConfig,
} from "#lib/config/config.ts";
import type { Channel, SupervisorEvent } from "#lib/event/events.ts";
import type { Logger } from "#lib/ports/logger.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { createAutoLog } from "./output/auto_log.ts";
import { OutputChannel } from "./output/channel.ts";
import type { SinkOpener } from "./output/sink.ts";
import type { Syslog } from "./output/syslog.ts";
import { ProcessLogs } from "./process_logs.ts";

/** What the logs of programs are made with. */
export interface LogFactoryOptions {
  readonly logger: Logger;
  readonly openSink: SinkOpener;
  readonly syslog: Syslog;
  emit(event: SupervisorEvent): void;
  /** Whether somebody takes events of this type. */
  wants(name: SupervisorEvent["name"]): boolean;
  /** `[supervisord]` as it was read last. */
  settings(): SupervisordConfig;
}

/** Makes the logs of processes when their group comes to be. */
export class LogFactory {
  readonly #options: LogFactoryOptions;
  /** A group that is removed and added again from the same config goes on with its files. */
  readonly #autoPaths = new WeakMap<ChannelConfig, string>();

  constructor(options: LogFactoryOptions) {
    this.#options = options;
  }

  /** The logs of one process. An AUTO log that cannot be made is told, and its process has none. */
  logsOf(process: ProcessConfig, group: GroupConfig): ProcessLogs {
    const channel = (name: Channel): OutputChannel => this.#channel(name, { process, group });
    return new ProcessLogs({ stdout: channel("stdout"), stderr: channel("stderr") });
  }

  #channel(
    channel: Channel,
    of: { readonly process: ProcessConfig; readonly group: GroupConfig },
  ): OutputChannel {
    const { process, group } = of;
    const config = process[channel];
    const { logger, openSink, syslog, emit, wants, settings } = this.#options;
    // With redirect_stderr there is nothing to write there (config.md 7).
    const unused = channel === "stderr" && process.redirectStderr;
    return new OutputChannel({
      config,
      process: process.name,
      group: group.name,
      channel,
      path: unused ? null : this.#pathOf(config, { process, channel }),
      openSink,
      syslog,
      stripAnsi: () => settings().stripAnsi,
      emit,
      wants,
      logger,
      protocol: group.kind === "eventlistener" && channel === "stdout",
    });
  }

  #pathOf(
    config: ChannelConfig,
    of: { readonly process: ProcessConfig; readonly channel: Channel },
  ): string | null {
    if (config.logfile.kind === "none") return null;
    if (config.logfile.kind === "file") return config.logfile.path;
    const known = this.#autoPaths.get(config);
    if (known !== undefined) return known;
    const { identifier, childlogdir } = this.#options.settings();
    try {
      const path = createAutoLog(childlogdir, {
        process: of.process.name,
        channel: of.channel,
        identifier,
      });
      this.#autoPaths.set(config, path);
      return path;
    } catch (error) {
      const reason = errorMessage(error);
      this.#options.logger.log("critical", `no AUTO log for ${of.process.name}: ${reason}`);
      return null;
    }
  }
}
