/**
 * `[eventlistener:x]` (rows CFG-113 to CFG-117).
 *
 * @module
 */

import { isEventName } from "#lib/event/names.ts";
import type { EventName } from "#lib/event/names.ts";
import { STDOUT_HANDLER } from "#lib/event/stdout_result.ts";
import type { EventListenerGroupConfig } from "./config.ts";
import { PROGRAM_OPTIONS } from "./options/program_options.ts";
import { EVENTLISTENER_OPTIONS } from "./options/unit_options.ts";
import { readProcesses } from "./processes.ts";
import { SectionReader } from "./section_reader.ts";
import { readPoolName } from "./unit_name.ts";
import type { GroupRequest } from "./unit_name.ts";

const OPTIONS = {
  ...EVENTLISTENER_OPTIONS,
  redirect_stderr: PROGRAM_OPTIONS.redirect_stderr,
  // Only the pool's default differs: a listener's processes have the ordinary one.
  priority: { ...PROGRAM_OPTIONS.priority, default: "-1" },
} as const;

type ListenerReader = SectionReader<typeof OPTIONS>;

/** The pool of an event listener. */
export function readListenerGroup(
  section: string,
  request: GroupRequest,
): EventListenerGroupConfig {
  const { context } = request;
  const name = readPoolName(section, context);
  const names = new Map([["here", context.main.here]]);
  const reader: ListenerReader = new SectionReader(OPTIONS, context, { section, names });
  const priority = reader.read("priority");
  const bufferSize = reader.read("buffer_size");
  if (bufferSize < 1) {
    reader.problem(`[${section}] section sets invalid buffer_size (${bufferSize})`, "buffer_size");
  }
  const resultHandler = readResultHandler(reader);
  const events = readEvents(reader);
  if (reader.read("redirect_stderr")) {
    reader.problem(
      `[${section}] section sets redirect_stderr=true but this is not allowed because it will ` +
        "interfere with the eventlistener protocol",
      "redirect_stderr",
    );
  }
  return {
    kind: "eventlistener",
    name,
    priority,
    processes: readProcesses({ ...request, section, group: name }),
    bufferSize,
    events,
    resultHandler,
    origin: reader.origin(),
  };
}

function readEvents(reader: ListenerReader): readonly EventName[] {
  const before = reader.problemCount;
  const names = new Set(reader.read("events").map((name) => name.toUpperCase()));
  if (names.size === 0 && reader.problemCount === before) {
    reader.problem(`[${reader.section}] section requires an "events" line`, "events");
  }
  const events: EventName[] = [];
  for (const name of names) {
    if (isEventName(name)) events.push(name);
    else reader.problem(`Unknown event type ${name} in [${reader.section}] events`, "events");
  }
  return events;
}

/** A callable of Python cannot be loaded; two are built in (K-45). */
function readResultHandler(reader: ListenerReader): string {
  const handler = reader.read("result_handler");
  const builtin: readonly string[] = [EVENTLISTENER_OPTIONS.result_handler.default, STDOUT_HANDLER];
  if (!builtin.includes(handler)) {
    reader.problem(
      `${handler} cannot be resolved within [${reader.section}]: only ${
        builtin.join(" and ")
      } are built in`,
      "result_handler",
    );
  }
  return handler;
}
