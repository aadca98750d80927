/**
 * Facts about processes from /proc.
 *
 * @module
 */

/** A line of /proc/PID/stat. */
export interface ProcessRow {
  readonly pid: number;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  /** One letter: R, S, D, Z, T … */
  readonly state: string;
  readonly name: string;
}

/** What a process inherited or was given. */
export interface ProcessFacts extends ProcessRow {
  readonly argv: readonly string[];
  readonly cwd: string;
  /** Descriptor number to what it is open on. */
  readonly fds: Readonly<Record<number, string>>;
  /** Signal masks as hexadecimal text: blocked, ignored, caught. */
  readonly signals: { readonly blocked: string; readonly ignored: string; readonly caught: string };
  readonly uids: readonly number[];
  readonly gids: readonly number[];
  readonly groups: readonly number[];
  /** Octal text, `0022`. */
  readonly umask: string;
  /** Soft and hard limit on open files. */
  readonly nofile: readonly [soft: string, hard: string];
  readonly env: Readonly<Record<string, string>>;
}

/** The process table row, `null` when there is no such process. */
export function processRow(pid: number): ProcessRow | null {
  const text = read(pid, "stat");
  if (text === null) return null;
  // The name stands in parentheses and may itself hold blanks and parentheses.
  const end = text.lastIndexOf(")");
  const fields = text.slice(end + 2).split(" ");
  return {
    pid,
    name: text.slice(text.indexOf("(") + 1, end),
    state: fields[0] ?? "?",
    ppid: Number(fields[1]),
    pgid: Number(fields[2]),
    sid: Number(fields[3]),
  };
}

/** Whether there is such a process and it has not ended: a zombie is not alive. */
export function isAlive(pid: number): boolean {
  const row = processRow(pid);
  return row !== null && row.state !== "Z" && row.state !== "X";
}

/** Every process of the machine that may be seen. */
export function allProcesses(): readonly ProcessRow[] {
  const rows: ProcessRow[] = [];
  for (const entry of Deno.readDirSync("/proc")) {
    if (!/^\d+$/.test(entry.name)) continue;
    const row = processRow(Number(entry.name));
    if (row !== null) rows.push(row);
  }
  return rows;
}

/** The direct children of a process, zombies included. */
export function childrenOf(pid: number): readonly ProcessRow[] {
  return allProcesses().filter((row) => row.ppid === pid);
}

/** Children, their children and so on, zombies included. */
export function descendantsOf(pid: number): readonly ProcessRow[] {
  const rows = allProcesses();
  const found: ProcessRow[] = [];
  const open = [pid];
  for (let parent = open.pop(); parent !== undefined; parent = open.pop()) {
    for (const row of rows) {
      if (row.ppid !== parent) continue;
      found.push(row);
      open.push(row.pid);
    }
  }
  return found;
}

/** The zombies among the descendants of a process. */
export function zombiesUnder(pid: number): readonly ProcessRow[] {
  return descendantsOf(pid).filter((row) => row.state === "Z");
}

/** Living processes that were started with `name=value` in their environment. */
export function processesWithEnv(name: string, value: string): readonly ProcessRow[] {
  const wanted = `${name}=${value}`;
  return allProcesses().filter((row) =>
    row.state !== "Z" && (read(row.pid, "environ") ?? "").split("\0").includes(wanted)
  );
}

/**
 * All that is known of a living process.
 *
 * @throws {Error} when it does not exist.
 */
export function processFacts(pid: number): ProcessFacts {
  const row = processRow(pid);
  const status = read(pid, "status");
  if (row === null || status === null) throw new Error(`There is no process ${pid}`);
  const field = (name: string) =>
    new RegExp(`^${name}:[ \\t]*(.*)$`, "m").exec(status)?.[1]?.trim() ?? "";
  const numbers = (name: string) => field(name).split(/\s+/).filter((word) => word).map(Number);
  const limit = /^Max open files\s+(\S+)\s+(\S+)/m.exec(read(pid, "limits") ?? "");
  return {
    ...row,
    argv: commandLine(pid),
    cwd: link(`/proc/${pid}/cwd`),
    fds: openFiles(pid),
    signals: { blocked: field("SigBlk"), ignored: field("SigIgn"), caught: field("SigCgt") },
    uids: numbers("Uid"),
    gids: numbers("Gid"),
    groups: numbers("Groups"),
    umask: field("Umask"),
    nofile: [limit?.[1] ?? "?", limit?.[2] ?? "?"],
    env: environment(pid),
  };
}

/** The words a process was executed with; none for a zombie or when there is no such process. */
export function commandLine(pid: number): readonly string[] {
  return (read(pid, "cmdline") ?? "").split("\0").slice(0, -1);
}

/** What the descriptors of a process are open on. */
export function openFiles(pid: number): Readonly<Record<number, string>> {
  const fds: Record<number, string> = {};
  try {
    for (const entry of Deno.readDirSync(`/proc/${pid}/fd`)) {
      fds[Number(entry.name)] = link(`/proc/${pid}/fd/${entry.name}`);
    }
  } catch {
    // It ended, or it is not ours to look at.
  }
  return fds;
}

function environment(pid: number): Record<string, string> {
  const env: Record<string, string> = {};
  for (const entry of (read(pid, "environ") ?? "").split("\0")) {
    const cut = entry.indexOf("=");
    if (cut > 0) env[entry.slice(0, cut)] = entry.slice(cut + 1);
  }
  return env;
}

function read(pid: number, file: string): string | null {
  try {
    return Deno.readTextFileSync(`/proc/${pid}/${file}`);
  } catch {
    return null;
  }
}

function link(path: string): string {
  try {
    return Deno.readLinkSync(path);
  } catch {
    return "?";
  }
}
