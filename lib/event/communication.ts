/**
 * The tokens between which a program puts what it has to say to listeners, on a channel whose
 * `*_capture_maxbytes` is set: it becomes a PROCESS_COMMUNICATION event instead of log text.
 *
 * @module
 */

/** Begins a message. */
export const COMMUNICATION_BEGIN = "<!--XSUPERVISOR:BEGIN-->";

/** Ends a message. */
export const COMMUNICATION_END = "<!--XSUPERVISOR:END-->";
