/** A deadline that was armed; disposing it means that it will not fire. */
export interface Timer {
  cancel(): void;
}

/** The only source of time. Deadlines run on the monotonic clock; wall time is for display. */
export interface Clock {
  /** Monotonic milliseconds since an arbitrary point. */
  now(): number;
  /** Wall-clock milliseconds since the epoch. */
  wall(): number;
  /** Calls `callback` once, `delay` milliseconds from now at the earliest. */
  after(delay: number, callback: () => void): Timer;
}
