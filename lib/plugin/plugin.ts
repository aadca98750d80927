/**
 * What a plugin is: the module of a `[plugin:x]` section (docs/plugins.md). Types only, so that nothing
 * of this file is loaded at run time.
 *
 * @module
 */

import type { EventUnder } from "#lib/event/hierarchy.ts";
import type { EventName } from "#lib/event/names.ts";
import type { Log } from "#lib/ports/logger.ts";
import type { SupervisorApi } from "#lib/rpc/api.ts";
import type { PluginMethod } from "./plugin_method.ts";

/**
 * What a plugin cannot work without, as values of Deno's permission lists. It is compared with what the
 * daemon may do, and the plugin is not started when something is missing: the section grants, by
 * `allow_net=` and its kind, and what it does not grant is named in the log.
 */
export interface NeededPermissions {
  /** Executables. */
  readonly run?: readonly string[];
  /** Paths; relative ones start in the daemon's directory. */
  readonly read?: readonly string[];
  /** Paths; relative ones start in the daemon's directory. */
  readonly write?: readonly string[];
  /** Addresses, `host` or `host:port`. */
  readonly net?: readonly string[];
  /** Environment variables. */
  readonly env?: readonly string[];
  /** Deno's names of facts about the system. */
  readonly sys?: readonly string[];
}

/** The free keys of a section by their lower-case names, expanded. */
export type PluginOptions = Readonly<Record<string, string>>;

/** What a plugin works with, from its start to its end. */
export interface PluginContext {
  /** The part of its section's name after the colon: its namespace, and its command in `svctl`. */
  readonly name: string;
  /** What its section says. */
  readonly options: PluginOptions;
  /**
   * The daemon. Methods reject as over the wire: with fault 6, SHUTDOWN_STATE, while it goes down. Calls
   * that change something are logged, with `plugin:NAME` in the place of the peer.
   */
  readonly supervisor: SupervisorApi;
  /** Writes a line to the activity log, with the plugin's name in front. */
  readonly log: Log;
  /** Aborted when the plugin is to end: the daemon goes down or restarts, and all programs have stopped. */
  readonly signal: AbortSignal;
  /**
   * Calls `handler` for events of the given types and all below them, until the plugin ends or the result
   * is disposed. It is called from within the daemon, so it should be quick; what it throws or rejects
   * with is logged and hurts nobody.
   *
   * @param names Event types to take. @default ["EVENT"], all events
   */
  subscribe<N extends EventName = "EVENT">(
    handler: (event: EventUnder<N>) => void | Promise<void>,
    names?: Iterable<N>,
  ): Disposable;
  /**
   * A fault to be thrown by a method: the answer to its caller. Anything else that a method throws is
   * logged, and its caller gets fault 30, FAILED.
   *
   * @param code a number of one's own; Supervisor has those up to 92, the twiddler 230
   * @param text by custom `NAME` or `NAME: what it is about`
   */
  fault(code: number, text: string): Error;
}

/** A plugin that runs. Disposing it ends it; it has five seconds for that. */
export interface StartedPlugin {
  /** Its methods: `count` of `[plugin:x]` is called `x.count`. Names are letters, digits and `_`. */
  readonly methods?: Readonly<Record<string, PluginMethod>>;
  /** Lets go of what the plugin holds: timers, connections, files. */
  [Symbol.asyncDispose]?(): PromiseLike<void>;
}

/** A plugin: `export const plugin: Plugin = definePlugin({ … })`. */
export interface Plugin {
  /** What it needs beyond what every daemon may. @default nothing */
  readonly permissions?: NeededPermissions | ((options: PluginOptions) => NeededPermissions);
  /**
   * Called once servers listen and groups are made, before programs start, and again after a restart of
   * the daemon. It is waited for, five seconds at most. When it throws, the daemon runs without it.
   */
  start(context: PluginContext): StartedPlugin | void | Promise<StartedPlugin | void>;
}
