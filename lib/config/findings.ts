/**
 * Collects what a loader finds, so that one run reports every mistake.
 *
 * @module
 */

import type { Notice, NoticeCode, Origin } from "./config.ts";
import type { Problem } from "./problem.ts";

/** Where a finding belongs. */
export interface FindingPlace {
  readonly origin: Origin | null;
  readonly section?: string;
  readonly option?: string;
}

/** The problems and notices of one run; the same text about the same place is kept once. */
export class Findings {
  readonly #problems = new Map<string, Problem>();
  readonly #places = new Set<string>();
  readonly #notices = new Map<string, Notice>();

  get problems(): readonly Problem[] {
    return [...this.#problems.values()];
  }

  get problemCount(): number {
    return this.#problems.size;
  }

  /** Whether something is wrong with this key already. */
  hasProblemAt(place: FindingPlace): boolean {
    return this.#places.has(placeKey(place));
  }

  /** Warnings first, then information, each in the order found: so Supervisor logs them at start. */
  get notices(): readonly Notice[] {
    const all = [...this.#notices.values()];
    return [
      ...all.filter((notice) => notice.level === "warn"),
      ...all.filter((notice) => notice.level === "info"),
    ];
  }

  problem(message: string, place: FindingPlace): void {
    this.#places.add(placeKey(place));
    const { origin, section = null, option = null } = place;
    const file = origin?.file ?? null;
    const line = origin?.line || null;
    this.#keep(this.#problems, { message, file, line, section, option });
  }

  notice(
    message: string,
    about: { level: Notice["level"]; code: NoticeCode; origin: Origin | null },
  ): void {
    const { level, code, origin } = about;
    this.#keep(this.#notices, { level, code, message, origin });
  }

  #keep<T>(into: Map<string, T>, finding: T): void {
    const key = JSON.stringify(finding);
    if (!into.has(key)) into.set(key, finding);
  }
}

function placeKey(place: FindingPlace): string {
  return JSON.stringify([place.section, place.option, place.origin?.file, place.origin?.line]);
}
