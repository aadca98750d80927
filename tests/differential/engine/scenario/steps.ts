/**
 * The words that scenarios are written with.
 *
 * @module
 */

import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { until, within } from "#tests/support/deadline.ts";
import { SUPERVISORCTL, SVCTL } from "#tests/support/subject_command.ts";
import { eventProcess, MARK } from "./recording.ts";
import type { Run, ScenarioConfig, Step } from "./scenario.ts";

const PATIENCE = 20_000;

/** A call whose result, or fault, is observed. */
export function rpc(method: string, ...params: unknown[]): Step {
  const label = `${method}(${params.map((param) => JSON.stringify(param)).join(", ")})`;
  return { label, act: (run) => run.subject.rpc(method, ...params) };
}

/** A line for a `puppet.py` to obey. */
export function tell(process: string, line: string): Step {
  return {
    label: `tell ${process} '${line}'`,
    act: async (run) => {
      assert.equal(await run.subject.rpc("sendProcessStdin", process, `${line}\n`), true);
    },
  };
}

/** Debian's `supervisorctl` against the daemon; status and output are observed. */
export function ctl(...words: string[]): Step {
  const label = `supervisorctl ${words.join(" ")}`;
  return { label, act: (run) => client(run, SUPERVISORCTL, ["-c", run.place.config, ...words]) };
}

/** As `ctl`, for several processes at once: lines come in the order in which each was done. */
export function ctlUnordered(...words: string[]): Step {
  const { label, act } = ctl(...words);
  return {
    label,
    act: async (run) => {
      const shown = await act(run) as { stdout: string[] };
      return { ...shown, stdout: shown.stdout.sort() };
    },
  };
}

/** The daemon's own client, `supervisorctl` or `svctl`, with all of its words. */
export function ownClient(label: string, words: (run: Run) => readonly string[]): Step {
  return {
    label,
    act: (run) => client(run, run.kind === "supervisord" ? SUPERVISORCTL : SVCTL, words(run)),
  };
}

async function client(run: Run, program: string, words: readonly string[]): Promise<unknown> {
  const { code, stdout, stderr } = await runCommand([program, ...words], {
    env: run.home.env,
    cwd: run.place.dir,
  });
  return { code, stdout: stdout.split("\n"), stderr: stderr.split("\n") };
}

/** Waits until `getProcessInfo` shows a state. */
export function untilState(process: string, state: string): Step {
  return {
    label: `until ${process} is ${state}`,
    act: async (run) => {
      let seen: unknown;
      await until(async () => {
        seen =
          (await run.subject.rpc("getProcessInfo", process) as { statename: string }).statename;
        return seen === state;
      }, { within: PATIENCE, what: `${process} to be ${state}`, every: 60 });
    },
  };
}

/** Waits until the recorder has seen an event of a process, for the `count`-th time. */
export function untilEvent(name: string, process: string, count = 1): Step {
  return {
    label: `until event ${name} of ${process}`,
    act: async (run) => {
      const key = process.includes(":") || process === "" ? process : `${process}:${process}`;
      await until(
        async () =>
          (await run.events()).filter((event) => event.name === name && eventProcess(event) === key)
            .length >= count,
        { within: PATIENCE, what: `event ${name} of ${process}` },
      );
    },
  };
}

/**
 * Waits until the recorder has seen all that happened so far. What comes before a shutdown or a
 * restart is compared only up to where the recorder had come, so it has to be given the time.
 */
export function untilRecorded(): Step {
  return {
    label: "until the recorder has caught up",
    act: async (run) => {
      const marks = async () =>
        (await run.events()).filter(({ payload }) => payload.startsWith(`type:${MARK}\n`)).length;
      const before = await marks();
      await run.subject.rpc("sendRemoteCommEvent", MARK, "");
      await until(async () => await marks() > before, {
        within: PATIENCE,
        what: "the recorder to catch up",
      });
    },
  };
}

/** Waits until the activity log has `count` lines that match. */
export function untilLog(pattern: RegExp, count = 1): Step {
  return {
    label: `until the log has ${pattern}`,
    act: async (run) => {
      await until(
        async () =>
          (await run.subject.log()).split("\n").filter((l) => pattern.test(l)).length >= count,
        { within: PATIENCE, what: `a log line like ${pattern}` },
      );
    },
  };
}

/** Waits until a file in the run's directory exists and has at least so many bytes. */
export function untilFile(name: string, size = 0): Step {
  return {
    label: `until ${name} exists`,
    act: async (run) => {
      await until(async () => (await Deno.stat(run.place.at(name))).size >= size && "yes", {
        within: PATIENCE,
        what: `${name} of ${size} bytes`,
      });
    },
  };
}

/** Creates an empty file, the mark that a child waits for. */
export function touch(name: string): Step {
  return {
    label: `touch ${name}`,
    act: (run) => Deno.writeFile(run.place.at(name), new Uint8Array()),
  };
}

/** Replaces the programs of the configuration file. */
export function rewrite(label: string, config: ScenarioConfig): Step {
  return { label: `rewrite the configuration: ${label}`, act: (run) => run.rewrite(config) };
}

/** Sends a signal to the daemon. */
export function signalDaemon(name: Deno.Signal): Step {
  return {
    label: `send ${name} to the daemon`,
    act: (run) => Promise.resolve(run.subject.signal(name)),
  };
}

/** Sends a signal to a process from outside. */
export function killFromOutside(process: string, signal: Deno.Signal): Step {
  return {
    label: `${signal} to ${process} from outside`,
    act: async (run) => {
      Deno.kill(await pidOf(run, process), signal);
    },
  };
}

/** The pid that the daemon reports for a process. */
export async function pidOf(run: Run, process: string): Promise<number> {
  return (await run.subject.rpc("getProcessInfo", process) as { pid: number }).pid;
}

/** Waits until the daemon has ended. */
export function untilExit(): Step {
  return {
    label: "until the daemon has ended",
    act: async (run) => {
      await within(run.subject.exited, { within: PATIENCE, what: "the daemon to end" });
    },
  };
}

/** Observes all processes but the recorder: names, states, reasons, descriptions. */
export function snapshot(label = "processes"): Step {
  return {
    label,
    act: async (run) => {
      const all = await run.subject.rpc("getAllProcessInfo") as Record<string, unknown>[];
      return all.filter(({ group }) => group !== "recorder");
    },
  };
}

/** Anything else: what `act` resolves with is observed under the label. */
export function look(label: string, act: (run: Run) => unknown): Step {
  return { label, act: async (run) => await act(run) };
}
