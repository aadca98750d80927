/**
 * One scenario with events of every kind, played under a daemon, and what its listener recorded.
 *
 * @module
 */

import type { Subject } from "#tests/support/daemon.ts";
import { startSubject } from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import type { SubjectKind } from "#tests/support/subject_command.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { listenerScript } from "./listener_script.ts";
import { eventLine, readRecording, type RecordedEvent } from "./recording.ts";

const BEGIN = "<!--XSUPERVISOR:BEGIN-->";
const END = "<!--XSUPERVISOR:END-->";

function config(at: SubjectPlace, groups: readonly string[] = []): string {
  const puppet = `command=${at.child("puppet.py")}\nautostart=false\nstartsecs=0\n`;
  return framed(
    at,
    `[eventlistener:recorder]
command=${listenerScript("recorder.py", recordingOf(at))}
events=EVENT
buffer_size=1000

[program:talker]
${puppet}autorestart=false
stdout_events_enabled=true
stderr_events_enabled=true

[program:catcher]
${puppet}autorestart=false
stdout_capture_maxbytes=1KB
stderr_capture_maxbytes=1KB

[program:puppet]
${puppet}autorestart=false

[program:phoenix]
${puppet}autorestart=true

[program:faulty]
command=/bin/sh -c "sleep 0.2; exit 1"
autostart=false
startretries=1
startsecs=10

[program:stubborn]
command=/bin/sh -c "sleep 0.2; exit 1"
autostart=false
startretries=10
startsecs=10

${groups.join("\n")}`,
  );
}

const LATE = `[program:late]
command=/no/such/program
startretries=0
`;

function recordingOf(at: SubjectPlace): string {
  return at.at("recording");
}

/** Lines that a puppet is told, and what the daemon makes of each. */
const LOG_CHUNKS = ["out one", "err two", "out h\u00e9\u{1f600}", "outhex 61ff0a", "out a:b  c=d"];

const CAPTURES: readonly (readonly [command: "outhex" | "errhex", message: string])[] = [
  ["outhex", "one"],
  ["errhex", "two\nlines: 2"],
  ["outhex", "h\u00e9\u{1f600}"],
  ["outhex", "x".repeat(600)],
  ["errhex", "five"],
];

const REMOTE: readonly (readonly [type: string, data: string])[] = [
  ["begin", ""],
  ["a type", "data"],
  ["t", "two\nlines"],
  ["h\u00e9", "\u{1f600} and more"],
  ["t", "a:b c:d"],
];

/** Plays the scenario under a daemon and returns what was recorded, up to its end. */
export async function playScenario(kind: SubjectKind): Promise<readonly RecordedEvent[]> {
  const subject = await startSubject(kind, { config: (at) => config(at) });
  const path = recordingOf(subject.place);
  try {
    await new Scenario(subject, path).play();
    await subject.rpc("shutdown");
    await within(subject.exited, { within: 30_000, what: "the daemon to end" });
    return await readRecording(path);
  } finally {
    await subject[Symbol.asyncDispose]();
  }
}

class Scenario {
  readonly #subject: Subject;
  readonly #path: string;

  constructor(subject: Subject, path: string) {
    this.#subject = subject;
    this.#path = path;
  }

  async play(): Promise<void> {
    await this.#recorded("PROCESS_STATE_RUNNING", "processname:recorder");
    for (const [type, data] of REMOTE) await this.#remote(type, data);
    await this.#threeTicks();
    await this.#output();
    await this.#exits();
    await this.#failures();
    await this.#groups();
  }

  async #remote(type: string, data: string): Promise<void> {
    await this.#then(() => this.#subject.rpc("sendRemoteCommEvent", type, data), {
      name: "REMOTE_COMMUNICATION",
    });
  }

  async #threeTicks(): Promise<void> {
    await until(
      async () => (await this.#count("TICK_5")) >= 3 + ticksBefore(await this.#events()),
      {
        within: 30_000,
        what: "three ticks",
        every: 100,
      },
    );
  }

  /** Log chunks and captures: 4 + 4 changes of state. */
  async #output(): Promise<void> {
    await this.#start("talker");
    for (const command of LOG_CHUNKS) {
      await this.#then(() => this.#tell("talker", command), { name: "PROCESS_LOG" });
    }
    await this.#stop("talker");
    await this.#start("catcher");
    for (const [command, message] of CAPTURES) {
      const hex = new TextEncoder().encode(BEGIN + message + END).toHex();
      await this.#then(() => this.#tell("catcher", `${command} ${hex}`), {
        name: "PROCESS_COMMUNICATION",
      });
    }
    await this.#stop("catcher");
  }

  /** Expected, unexpected, by a signal, and with a restart: 9 + 7 changes of state. */
  async #exits(): Promise<void> {
    for (const end of ["exit 0", "exit 3", "die KILL"]) {
      await this.#start("puppet");
      await this.#then(() => this.#tell("puppet", end), { name: "PROCESS_STATE_EXITED" });
    }
    await this.#start("phoenix");
    await this.#then(() => this.#tell("phoenix", "exit 1"), {
      name: "PROCESS_STATE_RUNNING",
      about: "processname:phoenix",
    });
    await this.#stop("phoenix");
  }

  /** A process that is given up, and one that is stopped while it is tried again: 5 + 7. */
  async #failures(): Promise<void> {
    await this.#then(() => this.#subject.rpc("startProcess", "faulty", false), {
      name: "PROCESS_STATE_FATAL",
    });
    await this.#then(() => this.#subject.rpc("startProcess", "stubborn", false), {
      name: "PROCESS_STATE_BACKOFF",
      about: "processname:stubborn",
      times: 3,
    });
    await this.#stop("stubborn");
  }

  /** A group that comes, with a program that cannot be started, and goes: 3 changes of state. */
  async #groups(): Promise<void> {
    const { place } = this.#subject;
    await Deno.writeTextFile(place.config, config(place, [LATE]));
    await this.#subject.rpc("reloadConfig");
    await this.#then(() => this.#subject.rpc("addProcessGroup", "late"), {
      name: "PROCESS_STATE_FATAL",
      about: "processname:late",
    });
    await this.#then(() => this.#subject.rpc("removeProcessGroup", "late"), {
      name: "PROCESS_GROUP_REMOVED",
    });
  }

  async #start(name: string): Promise<void> {
    await this.#then(() => this.#subject.rpc("startProcess", name), {
      name: "PROCESS_STATE_RUNNING",
      about: `processname:${name} `,
    });
  }

  async #stop(name: string): Promise<void> {
    await this.#then(() => this.#subject.rpc("stopProcess", name), {
      name: "PROCESS_STATE_STOPPED",
      about: `processname:${name} `,
    });
  }

  #tell(name: string, command: string): Promise<unknown> {
    return this.#subject.rpc("sendProcessStdin", name, `${command}\n`);
  }

  /** Does something and waits until it has led to as many more events as said. */
  async #then(
    action: () => Promise<unknown>,
    event: { readonly name: string; readonly about?: string; readonly times?: number },
  ): Promise<void> {
    const before = await this.#count(event.name, event.about);
    await action();
    await this.#recorded(event.name, event.about, before + (event.times ?? 1));
  }

  async #recorded(name: string, about = "", times = 1): Promise<void> {
    await until(async () => (await this.#count(name, about)) >= times, {
      within: 30_000,
      what:
        `${name} ${about} to be recorded ${times} times by the listener of ${this.#subject.kind}`,
    });
  }

  async #count(name: string, about = ""): Promise<number> {
    const events = await this.#events();
    return events.filter((event) =>
      event.headers["eventname"]!.startsWith(name) && event.payload.startsWith(about)
    ).length;
  }

  #events(): Promise<readonly RecordedEvent[]> {
    return readRecording(this.#path);
  }
}

/** Ticks that fell into the start. */
function ticksBefore(events: readonly RecordedEvent[]): number {
  const begin = events.findIndex(({ payload }) => payload.startsWith(`type:${REMOTE[0]![0]}\n`));
  return events.slice(0, begin).filter(({ headers }) => headers["eventname"] === "TICK_5").length;
}

/**
 * The recording with pids and times replaced, and with three ticks of five seconds: of those after the
 * first remote communication the first three, which come while nothing else happens. When others
 * come among the rest is chance.
 */
export function normaliseScenario(events: readonly RecordedEvent[]): readonly string[] {
  let ticks = -ticksBefore(events);
  return events.filter(({ headers }) => {
    if (!headers["eventname"]!.startsWith("TICK")) return true;
    if (headers["eventname"] !== "TICK_5") return false;
    return ++ticks >= 1 && ticks <= 3;
  }).map((event) =>
    eventLine(event).replace(/\bpid:[1-9]\d*/, "pid:PID").replace(/\bwhen:\d+/, "when:WHEN")
  );
}
