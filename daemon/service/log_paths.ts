import { Fault } from "#lib/rpc/fault.ts";
import type { LogSource } from "../http/log_source.ts";
import type { Supervisor } from "../supervisor.ts";
import type { MainLog } from "./logs.ts";
import { findProcess } from "./targets.ts";

/** Where the logs are that HTTP clients may follow. */
export function logSource(supervisor: Supervisor, mainLog: MainLog): LogSource {
  return {
    processLog: (name, channel) => {
      try {
        return findProcess(supervisor, name).logs.of(channel).path;
      } catch (error) {
        if (error instanceof Fault) return null;
        throw error;
      }
    },
    mainLog: () => mainLog.path,
  };
}
