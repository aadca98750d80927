/**
 * Reading and clearing logs on behalf of clients.
 *
 * @module
 */

import type { Channel } from "#lib/event/events.ts";
import type { LogTail } from "#lib/rpc/api.ts";
import { Fault } from "#lib/rpc/fault.ts";
import { errorMessage } from "#lib/text/error_text.ts";
import { readLogText, tailLogText } from "../output/log_reader.ts";
import type { ManagedProcess } from "../process.ts";

/** The daemon's own log, as far as it can be read and cleared. */
export interface MainLog {
  /** `null` when it goes elsewhere than to a file. */
  readonly path: string | null;
  clear(): void;
}

/** A part of one of a process's logs. */
export interface LogRequest {
  readonly channel: Channel;
  readonly offset: number;
  readonly length: number;
}

/** Reads a part of a log. @throws {Fault} NO_FILE, BAD_ARGUMENTS, FAILED */
export function readProcessLog(process: ManagedProcess, request: LogRequest): Promise<string> {
  return readLogText(process.logs.of(request.channel).path, request);
}

/** The end of a log, and where it ends. A log that is missing is empty. */
export function tailProcessLog(process: ManagedProcess, request: LogRequest): Promise<LogTail> {
  return tailLogText(process.logs.of(request.channel).path, request);
}

/** Clears both logs of a process. @throws {Fault} FAILED, with `name` */
export function clearProcessLogs(process: ManagedProcess, name: string): true {
  try {
    process.logs.clear();
    return true;
  } catch {
    throw Fault.of("FAILED", name);
  }
}

/** Clears the daemon's own log. @throws {Fault} NO_FILE, FAILED with the reason */
export async function clearMainLog(log: MainLog): Promise<true> {
  if (log.path === null || !await exists(log.path)) throw Fault.of("NO_FILE");
  try {
    log.clear();
  } catch (error) {
    throw Fault.of("FAILED", errorMessage(error));
  }
  return true;
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch {
    return false;
  }
}
