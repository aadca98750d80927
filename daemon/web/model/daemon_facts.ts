/** What the pages tell about the daemon itself. */
export interface DaemonFacts {
  /** `[supervisord] identifier`. */
  readonly identifier: string;
  /** The Supervisor version that it stands for. */
  readonly version: string;
  readonly pid: number;
  /** The main config file. */
  readonly configPath: string;
  /** Whether it may run `/bin/sh`, as the first program would need. */
  readonly mayRunShell: boolean;
}
