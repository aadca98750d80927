import { COMMUNICATION_BEGIN, COMMUNICATION_END } from "#lib/event/communication.ts";

/**
 * What a program writes, in one piece, to its stdout or stderr to have `message` sent to listeners as a
 * PROCESS_COMMUNICATION event. Its channel needs `stdout_capture_maxbytes` or `stderr_capture_maxbytes`.
 */
export function communication(message: string): Uint8Array {
  return new TextEncoder().encode(COMMUNICATION_BEGIN + message + COMMUNICATION_END);
}
