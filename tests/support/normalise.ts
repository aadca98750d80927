/**
 * Replacing what differs from one run to the next by names: pids, times, temporary paths, random parts.
 *
 * @module
 */

/** The places and numbers of one run. */
export interface RunFacts {
  /** The run's directory, shown as `@DIR@`. */
  readonly dir: string;
  /** The run's TCP port, shown as `@PORT@`. */
  readonly port?: number;
}

const MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec";

const RULES: readonly (readonly [RegExp, string])[] = [
  [/\b(with pid|\(pid|pid:|with signal|unknown pid) ?([1-9]\d*)\b/g, "$1 PID"],
  [/^pid (\d+), uptime .*$/gm, "pid PID, uptime UPTIME"],
  [/\bpid \d+, uptime (\d+ days?, )?\d+:\d\d:\d\d/g, "pid PID, uptime UPTIME"],
  [/\bpid ([1-9]\d*)\b/g, "pid PID"],
  [/(killing '[^']*') \(\d+\)/g, "$1 (PID)"],
  [new RegExp(`\\b(${MONTHS}) \\d\\d \\d\\d:\\d\\d [AP]M\\b`, "g"), "WHEN"],
  [/(-(?:stdout|stderr)---.+?-)[a-z0-9_]{8}\.log/g, "$1RANDOM.log"],
  [/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} /gm, ""],
];

/** Text with every run's own facts replaced. */
export function normaliseText(text: string, facts: RunFacts): string {
  let result = text.replaceAll(facts.dir, "@DIR@");
  if (facts.port !== undefined) {
    result = result.replaceAll(new RegExp(`\\b${facts.port}\\b`, "g"), "@PORT@");
  }
  for (const [pattern, name] of RULES) result = result.replaceAll(pattern, name);
  return result;
}

const TIMES: ReadonlySet<string> = new Set(["start", "stop", "now"]);

/**
 * An answer of the XML-RPC interface with pids, times and paths replaced, all the way down.
 * Zero stays zero: "never" and "none" are facts.
 */
export function normaliseValue(value: unknown, facts: RunFacts): unknown {
  if (typeof value === "string") return normaliseText(value, facts);
  if (Array.isArray(value)) return value.map((item) => normaliseValue(item, facts));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (typeof item === "number" && item > 0) {
        if (key === "pid") return [key, "PID"];
        if (TIMES.has(key)) return [key, "TIME"];
      }
      return [key, normaliseValue(item, facts)];
    }),
  );
}
