import { EVENT_PARENTS, type EventName, isEventName } from "#lib/event/names.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { PRESS_CTRL_C, tellUnreadable } from "#ctl/follow.ts";
import { hintWord } from "#ctl/hints.ts";
import { Interrupted } from "#ctl/http/errors.ts";
import { readMessages, type StreamMessage } from "#ctl/server_sent_events.ts";

/** Where a daemon streams its events. */
const PATH = "/events";

/** `events -f [--json] [TYPE…]`: what happens, as it happens. A type stands for all below it too. */
export async function events(invocation: Invocation): Promise<void> {
  const { session, report, terminal, json } = invocation;
  const types = wantedTypes(invocation);
  if (types === null) return;
  if (!json) report.line(PRESS_CTRL_C);
  using caught = session.interrupts.catch();
  try {
    const query = types.length === 0 ? "" : `?types=${types.join(",")}`;
    const { status, body } = await session.openStream(PATH + query, caught.signal);
    if (status !== 200) return cannotRead(invocation, status);
    const messages = readMessages(body);
    let next = await messages.next();
    for (; !next.done; next = await messages.next()) {
      terminal.print(`${json ? jsonLine(next.value) : textLine(next.value)}\n`);
    }
    // The one who follows did not end it: the daemon closes, or was not read fast enough.
    report.line(`Error: the daemon ended the stream: ${next.value}`, "bad");
    session.fail(EXIT_STATUS.GENERIC);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    if (!json) report.line("");
  }
}

/** `null` when a word is no event type, which has been said. */
function wantedTypes({ session, report, words }: Invocation): readonly EventName[] | null {
  const types: EventName[] = [];
  for (const word of words) {
    if (word === "-f") continue;
    const name = word.toUpperCase();
    if (!isEventName(name)) {
      report.line(`Error: unknown event type '${word}'`, "bad");
      session.fail(EXIT_STATUS.GENERIC);
      hintWord(session, name, Object.keys(EVENT_PARENTS));
      return null;
    }
    types.push(name);
  }
  return types;
}

function cannotRead(invocation: Invocation, status: number): void {
  const { session, terminal } = invocation;
  tellUnreadable(invocation, { path: PATH, status });
  if (status === 404) {
    terminal.hint("This daemon does not stream events; Supervisor has no such page.");
  }
  session.fail(EXIT_STATUS.GENERIC);
}

function jsonLine(message: StreamMessage): string {
  return JSON.stringify({ event: message.event, data: parsed(message.data) });
}

/** The name and `key:value` pairs, much as in the payloads that event listeners get. */
function textLine(message: StreamMessage): string {
  const data = parsed(message.data);
  if (typeof data !== "object" || data === null) return `${message.event} ${shown(data)}`;
  const pairs = Object.entries(data).map(([key, value]) => `${key}:${shown(value)}`);
  return [message.event, ...pairs].join(" ");
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}

function shown(value: unknown): string {
  if (typeof value === "string" && /^[^\s"]+$/.test(value)) return value;
  return JSON.stringify(value);
}
