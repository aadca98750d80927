/**
 * `getAllProcessInfo` as XML that was made before: most of it changes only with a process's state.
 *
 * @module
 */

import type { Clock } from "#lib/ports/clock.ts";
import { describeProcess } from "#lib/process/describe.ts";
import type { ProcessSnapshot } from "#lib/process/snapshot.ts";
import { encodeFragment } from "#lib/rpc/encode.ts";
import { EncodedValue } from "#lib/rpc/value.ts";
import { toWireTime } from "#lib/rpc/wire_time.ts";
import type { ManagedProcess } from "../process.ts";
import type { Supervisor } from "../supervisor.ts";
import { byGroupAndName, processInfo } from "./process_info.ts";

/** The infos of all processes, encoded. */
export class EncodedInfo {
  readonly #supervisor: Supervisor;
  readonly #clock: Clock;
  readonly #fragments = new WeakMap<ManagedProcess, Fragment>();
  #order: { readonly from: readonly ManagedProcess[]; readonly sorted: readonly ManagedProcess[] } =
    {
      from: [],
      sorted: [],
    };
  #last:
    | { readonly second: number; readonly changes: number; readonly value: EncodedValue }
    | null = null;
  /** How many fragments were made so far. */
  #changes = 0;

  constructor(parts: { readonly supervisor: Supervisor; readonly clock: Clock }) {
    this.#supervisor = parts.supervisor;
    this.#clock = parts.clock;
  }

  /** What `getAllProcessInfo` answers. Within one second it is the same text while nothing changes. */
  getAllProcessInfo(): Promise<EncodedValue> {
    const wall = this.#clock.wall();
    const second = Math.floor(wall / 1000);
    const fragments = this.#sorted().map((process) => this.#fragmentOf(process, wall));
    if (this.#last?.second !== second || this.#last.changes !== this.#changes) {
      const value = new EncodedValue(
        ARRAY.head + fragments.map((each) => each.at(wall)).join("") + ARRAY.tail,
      );
      this.#last = { second, changes: this.#changes, value };
    }
    return Promise.resolve(this.#last.value);
  }

  #fragmentOf(process: ManagedProcess, wall: number): Fragment {
    const known = this.#fragments.get(process);
    if (known?.isOf(process)) return known;
    const fragment = new Fragment(process, wall);
    this.#fragments.set(process, fragment);
    this.#changes++;
    return fragment;
  }

  #sorted(): readonly ManagedProcess[] {
    const processes = this.#supervisor.processes();
    const { from, sorted } = this.#order;
    const same = from.length === processes.length &&
      from.every((process, index) => process === processes[index]);
    if (same) return sorted;
    this.#order = { from: processes, sorted: processes.toSorted(byGroupAndName) };
    this.#changes++;
    return this.#order.sorted;
  }
}

/** One process's struct, cut where the time of the answer shows. */
class Fragment {
  readonly #snapshot: ProcessSnapshot;
  readonly #paths: readonly (string | null)[];
  readonly #name: string;
  readonly #beforeNow: string;
  readonly #afterNow: string;
  /** Where the description stands; it goes on as in `#afterNow` while that depends on the state only. */
  readonly #uptime: { readonly before: string; readonly after: string } | null;

  constructor(process: ManagedProcess, wall: number) {
    this.#snapshot = process.snapshot;
    this.#paths = pathsOf(process);
    this.#name = process.name;
    const running = process.snapshot.state === "RUNNING";
    const info = processInfo(process, wall);
    const { xml } = encodeFragment(
      running ? { ...info, now: 0, description: "" } : { ...info, now: 0 },
    );
    // Markup in a name or a path is escaped, so these places are those of the members.
    const now = xml.indexOf(NOW) + NOW.length;
    this.#beforeNow = xml.slice(0, now);
    const rest = xml.slice(now + "0".length);
    const description = rest.lastIndexOf(DESCRIPTION) + DESCRIPTION.length;
    this.#uptime = running
      ? { before: rest.slice(0, description), after: rest.slice(description) }
      : null;
    this.#afterNow = rest;
  }

  /** True while nothing but the time has changed. */
  isOf(process: ManagedProcess): boolean {
    const [stdout, stderr] = this.#paths;
    return process.snapshot === this.#snapshot && process.logs.stdout.path === stdout &&
      process.logs.stderr.path === stderr;
  }

  /** The whole struct at a moment in wall-clock milliseconds. */
  at(wall: number): string {
    const start = this.#beforeNow + toWireTime(wall);
    if (this.#uptime === null) return start + this.#afterNow;
    const { before, after } = this.#uptime;
    return start + before + describeProcess(this.#snapshot, { name: this.#name, wall }) + after;
  }
}

const NOW = "<name>now</name>\n<value><int>";
const DESCRIPTION = "<name>description</name>\n<value><string>";

const ARRAY: { readonly head: string; readonly tail: string } = cutArray();

function cutArray(): { readonly head: string; readonly tail: string } {
  const { xml } = encodeFragment([]);
  const end = xml.indexOf("</data>");
  return { head: xml.slice(0, end), tail: xml.slice(end) };
}

function pathsOf({ logs }: ManagedProcess): readonly (string | null)[] {
  return [logs.stdout.path, logs.stderr.path];
}
