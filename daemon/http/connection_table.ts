/**
 * Which connections of a server live and which have to go. Knows no sockets and no clock.
 *
 * @module
 */

import { clientKey } from "#lib/http_security/address.ts";

/** How many connections there may be. */
export interface ConnectionBounds {
  readonly max: number;
  readonly maxPerPeer: number;
  /** Peers that stand for many clients, as a proxy does. */
  readonly unbounded: (address: string) => boolean;
}

/** What has happened since the start. */
export interface ConnectionCounts {
  readonly open: number;
  /** Of the open ones, those that were not let in yet. */
  readonly newcomers: number;
  readonly accepted: number;
  /** Closed at once, because their peer had as many busy ones as it may. */
  readonly refused: number;
  /** Closed while they waited, to make room for others. */
  readonly evicted: number;
}

/** A connection in the table. */
export interface ConnectionEntry {
  readonly address: string;
  /** Requests under way. */
  readonly active: number;
  /** A request of it was let in. */
  readonly known: boolean;
  /** A request was let in: it is no newcomer any more. */
  admit(): void;
  /** A request began. */
  begin(): void;
  /** A request was answered to its last byte. */
  end(): void;
  /** It is over. */
  remove(): void;
}

/**
 * A newcomer has not had a request let in yet: it may be anybody, so there are few of them, and the
 * oldest of the peer that has most makes room for the next one. Those that were let in and wait for
 * nothing come next. What is busy stays.
 */
export class ConnectionTable {
  readonly #bounds: ConnectionBounds;
  readonly #quota: number;
  readonly #newcomers = new Map<string, Set<Entry>>();
  readonly #idle = new Set<Entry>();
  readonly #perPeer = new Map<string, number>();
  readonly #counts = { open: 0, newcomers: 0, accepted: 0, refused: 0, evicted: 0 };
  #room = Promise.withResolvers<void>();

  constructor(bounds: ConnectionBounds) {
    this.#bounds = bounds;
    this.#quota = Math.ceil(bounds.max / 4);
  }

  get counts(): ConnectionCounts {
    return { ...this.#counts };
  }

  /** True when another connection could be taken. */
  hasRoom(): boolean {
    return this.#counts.open < this.#bounds.max || this.#counts.newcomers > 0 ||
      this.#idle.size > 0;
  }

  /** Resolves when a connection ended or has nothing to do any more. */
  get room(): Promise<void> {
    return this.#room.promise;
  }

  /** True when newcomers are so many that the next ones push others out. */
  isPressed(): boolean {
    return this.#counts.newcomers * 2 >= this.#quota || this.#counts.open >= this.#bounds.max;
  }

  /**
   * Takes a connection, at the cost of another where there are too many.
   *
   * @param close ends it; called when it has to make room
   * @returns `null` when it has to be closed at once
   */
  take(address: string, close: () => void): ConnectionEntry | null {
    const peer = clientKey(address);
    const { max, maxPerPeer, unbounded } = this.#bounds;
    const counts = this.#counts;
    if ((this.#perPeer.get(peer) ?? 0) >= maxPerPeer && !unbounded(address)) {
      if (!this.#evict(this.#oldestOf(peer))) return this.#refuse();
    }
    if (counts.newcomers >= this.#quota) this.#evict(this.#oldestNewcomer());
    if (counts.open >= max && !this.#evict(this.#oldestNewcomer() ?? first(this.#idle))) {
      return this.#refuse();
    }
    const entry = new Entry(address, {
      peer,
      close,
      changed: (each, what) => this.#on(each, what),
    });
    counts.open++;
    counts.accepted++;
    counts.newcomers++;
    this.#perPeer.set(peer, (this.#perPeer.get(peer) ?? 0) + 1);
    const newcomers = this.#newcomers.get(peer);
    if (newcomers === undefined) this.#newcomers.set(peer, new Set([entry]));
    else newcomers.add(entry);
    return entry;
  }

  /** Closes every connection that waits for nothing: descriptors have run out. */
  shed(): void {
    for (const set of [...this.#newcomers.values()]) {
      for (const entry of [...set]) this.#evict(entry);
    }
    for (const entry of [...this.#idle]) this.#evict(entry);
  }

  #refuse(): null {
    this.#counts.refused++;
    return null;
  }

  #evict(entry: Entry | null): boolean {
    if (entry === null) return false;
    this.#counts.evicted++;
    entry.remove();
    entry.close();
    return true;
  }

  /** The newcomer that has waited longest of the peer that has most of them. */
  #oldestNewcomer(): Entry | null {
    let most: Set<Entry> | null = null;
    for (const set of this.#newcomers.values()) if (set.size > (most?.size ?? 0)) most = set;
    return most === null ? null : first(most);
  }

  #oldestOf(peer: string): Entry | null {
    const newcomers = this.#newcomers.get(peer);
    if (newcomers !== undefined) return first(newcomers);
    for (const entry of this.#idle) if (entry.peer === peer) return entry;
    return null;
  }

  #on(entry: Entry, what: Change): void {
    switch (what) {
      case "admitted":
        this.#forgetNewcomer(entry);
        break;
      case "busy":
        this.#idle.delete(entry);
        return;
      case "idle":
        this.#idle.add(entry);
        break;
      case "removed": {
        this.#counts.open--;
        if (!entry.known) this.#forgetNewcomer(entry);
        this.#idle.delete(entry);
        const left = (this.#perPeer.get(entry.peer) ?? 1) - 1;
        if (left === 0) this.#perPeer.delete(entry.peer);
        else this.#perPeer.set(entry.peer, left);
      }
    }
    this.#room.resolve();
    this.#room = Promise.withResolvers<void>();
  }

  #forgetNewcomer(entry: Entry): void {
    this.#counts.newcomers--;
    const set = this.#newcomers.get(entry.peer);
    set?.delete(entry);
    if (set?.size === 0) this.#newcomers.delete(entry.peer);
  }
}

type Change = "admitted" | "busy" | "idle" | "removed";

class Entry implements ConnectionEntry {
  readonly address: string;
  readonly peer: string;
  readonly close: () => void;
  readonly #changed: (entry: Entry, what: Change) => void;
  active = 0;
  known = false;
  #removed = false;

  constructor(
    address: string,
    options: {
      readonly peer: string;
      readonly close: () => void;
      readonly changed: (entry: Entry, what: Change) => void;
    },
  ) {
    this.address = address;
    this.peer = options.peer;
    this.close = options.close;
    this.#changed = options.changed;
  }

  admit(): void {
    if (this.known || this.#removed) return;
    this.#changed(this, "admitted");
    this.known = true;
  }

  begin(): void {
    if (this.active++ === 0 && this.known && !this.#removed) this.#changed(this, "busy");
  }

  end(): void {
    if (--this.active === 0 && this.known && !this.#removed) this.#changed(this, "idle");
  }

  remove(): void {
    if (this.#removed) return;
    this.#removed = true;
    this.#changed(this, "removed");
  }
}

function first(set: ReadonlySet<Entry>): Entry | null {
  for (const entry of set) return entry;
  return null;
}
