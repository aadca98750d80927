/**
 * The states of an event listener, as seen by the daemon (EVT-031), with Supervisor's codes.
 *
 * ACKNOWLEDGED: started, or done with an event, and has not asked for one. READY: asked for one.
 * BUSY: holds one. UNKNOWN: broke the protocol and gets nothing more until it is restarted.
 */
export const LISTENER_STATE_CODES = {
  READY: 10,
  BUSY: 20,
  ACKNOWLEDGED: 30,
  UNKNOWN: 40,
} as const;

/** A state's name. */
export type ListenerState = keyof typeof LISTENER_STATE_CODES;
