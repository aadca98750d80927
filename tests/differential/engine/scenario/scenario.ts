/**
 * What a differential scenario is: a configuration, things that are done, and what is compared.
 *
 * @module
 */

import type { Exit, Subject, SubjectKind } from "#tests/support/daemon.ts";
import type { SubjectHome } from "#tests/support/subject_home.ts";
import type { FrameOptions, SubjectPlace } from "#tests/support/subject_place.ts";
import type { RecordedEvent } from "./recording.ts";

/** A scenario that is being played on one of the two daemons. */
export interface Run {
  readonly kind: SubjectKind;
  readonly home: SubjectHome;
  readonly place: SubjectPlace;
  /** The running daemon. @throws {Error} in a scenario without one. */
  readonly subject: Subject;
  /** Replaces the configuration file by a new one with the scenario's frame. */
  rewrite(config: ScenarioConfig): Promise<void>;
  /** What the recorder wrote so far. */
  events(): Promise<readonly RecordedEvent[]>;
}

/** One thing that is done or awaited. What it resolves with is observed, unless it is `undefined`. */
export interface Step {
  readonly label: string;
  readonly act: (run: Run) => Promise<unknown>;
}

/** Text of the sections after the frame's, for the given paths. */
export type ScenarioConfig = (place: SubjectPlace) => string;

/** What one daemon did, with everything replaced that differs from run to run. */
export interface Observation {
  /** Label and value of each step that has one, in order. */
  results: [label: string, value: unknown][];
  /** Event lines by `group:process`; those of no process under the empty text. */
  events: Record<string, string[]>;
  /** Lines of the activity log by process; those of no process under the empty text. */
  log: Record<string, string[]>;
  /** Files that are left, by path, with mode and content. */
  files: Record<string, string>;
  exit: Exit | null;
  /** What the daemon printed, where the scenario wants it. */
  streams: { stdout: Record<string, string[]>; stderr: Record<string, string[]> } | null;
  /** Names of processes that outlived the daemon. */
  survivors: string[];
}

/** A difference that is wanted: what the oracle did, turned into what is right. */
export interface Wanted {
  /**
   * Number of the quirk (K-), bug (B-) or version difference (V-); `better` where it has none, `deno`
   * where Deno leaves no choice.
   */
  readonly ref: `${"K" | "B" | "V"}-${number}` | "better" | "deno";
  readonly why: string;
  /** Changes a copy of the oracle's observation into what is expected of `denvisord`. */
  readonly adjust: (expected: Observation) => void;
}

/** One comparison of the two daemons. */
export interface Scenario {
  /** A sentence about behaviour; the test's name. */
  readonly name: string;
  /** Rows of the inventory that it shows. */
  readonly rows: readonly string[];
  /** Sections after the frame's. @default none */
  readonly config?: ScenarioConfig;
  /** Keys of the frame, for the given paths. */
  readonly frame?: (place: SubjectPlace) => FrameOptions;
  /** `false`: no daemon is started, the steps launch command lines. */
  readonly daemon?: false;
  /** `false`: no event listener; for scenarios that stop or count everything. */
  readonly recorder?: false;
  /** Words after `-n -c FILE`. */
  readonly args?: (place: SubjectPlace) => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: string;
  /** Words that run the daemon in other surroundings, without another pid. */
  readonly wrapper?: (place: SubjectPlace) => readonly string[];
  readonly prepare?: (place: SubjectPlace) => Promise<void>;
  readonly steps: readonly Step[];
  /** How the activity log is compared. @default "by process" */
  readonly log?: "by process" | "whole" | "none" | ((lines: readonly string[]) => string[]);
  /** Lines of the activity log not to compare. */
  readonly ignoreLog?: RegExp;
  /** Files not to compare, by path in the run's directory. */
  readonly ignoreFiles?: RegExp;
  /** Whether the daemon's standard output and error are compared. @default false */
  readonly streams?: boolean;
  /** What must hold for either daemon by itself, times above all. */
  readonly check?: (run: Run, observed: Observation) => void | Promise<void>;
  readonly wanted?: readonly Wanted[];
}
