/**
 * Playing a scenario on one daemon.
 *
 * @module
 */

import { startSubjectAt, type Subject, type SubjectKind } from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import { childrenOf, commandLine } from "#tests/support/proc.ts";
import { normaliseValue } from "#tests/support/normalise.ts";
import { type SubjectHome, subjectHome } from "#tests/support/subject_home.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { RpcFault } from "#tests/support/xmlrpc_client.ts";
import { byProcess, filesLeft, logLines } from "./observe.ts";
import { comparableEvents, DRAIN, readRecording, recorderSection } from "./recording.ts";
import type { Observation, Run, Scenario, ScenarioConfig } from "./scenario.ts";

/** A scenario's observation with the raw log, for the message when it differs. */
export interface Played {
  readonly observed: Observation;
  readonly rawLog: string;
}

/**
 * Starts the daemon, carries out the steps, ends the daemon with SIGTERM if it still runs, and
 * gathers what there is to see.
 *
 * @throws {Error} when a step fails, with the step's label, the daemon's log and its output.
 */
export async function play(scenario: Scenario, kind: SubjectKind): Promise<Played> {
  const text = (config: ScenarioConfig | undefined) => (place: SubjectPlace) =>
    framed(
      place,
      (config?.(place) ?? "") + (scenario.recorder === false ? "" : recorderSection(place)),
      scenario.frame?.(place),
    );
  await using home = await subjectHome(kind, {
    config: text(scenario.config),
    ...(scenario.env === undefined ? {} : { env: scenario.env }),
    ...(scenario.user === undefined ? {} : { user: scenario.user }),
    ...(scenario.wrapper === undefined ? {} : { wrapper: scenario.wrapper }),
    ...(scenario.prepare === undefined ? {} : { prepare: scenario.prepare }),
  });
  const subject = scenario.daemon === false ? null : await startSubjectAt(home, {
    args: scenario.args?.(home.place) ?? [],
    orphans: true,
  });
  try {
    const run: Run = {
      ...{ kind, home, place: home.place },
      get subject() {
        if (subject === null) throw new Error("This scenario starts no daemon");
        return subject;
      },
      rewrite: (config) => Deno.writeTextFile(home.place.config, text(config)(home.place)),
      events: () => readRecording(home.place),
    };
    const results = await carryOut(scenario, run);
    if (subject !== null) await finish(scenario, subject);
    const observed = await observe(scenario, { run, home, subject, results });
    await scenario.check?.(run, observed);
    return { observed, rawLog: await subject?.log() ?? "" };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const log = await subject?.log() || `${subject?.stdout() ?? ""}${subject?.stderr() ?? ""}`;
    throw new Error(`On ${kind}: ${message}\n--- log ---\n${log}`, { cause: error });
  } finally {
    await subject?.[Symbol.asyncDispose]();
  }
}

async function carryOut(scenario: Scenario, run: Run): Promise<Observation["results"]> {
  const results: Observation["results"] = [];
  for (const { label, act } of scenario.steps) {
    let value: unknown;
    try {
      if (scenario.daemon !== false) await childrenExecuted(run.subject);
      value = await act(run);
    } catch (error) {
      if (!(error instanceof RpcFault)) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(`Step '${label}' failed: ${message}`, { cause: error });
      }
      value = { fault: error.code, text: error.message };
    }
    if (value !== undefined) results.push([label, normaliseValue(value, run.place)]);
  }
  return results;
}

/**
 * Waits until no child of the daemon is between fork and exec, where supervisord's children still
 * have their parent's signal handlers and swallow a stop signal.
 */
async function childrenExecuted(subject: Subject): Promise<void> {
  const own = commandLine(subject.pid).join("\0");
  const executed = () =>
    childrenOf(subject.pid).every(({ pid }) => commandLine(pid).join("\0") !== own);
  await until(() => own === "" || executed(), {
    within: 10_000,
    what: "children to be executed",
    every: 3,
  });
}

/** Lets the recorder catch up, then ends the daemon. */
async function finish(scenario: Scenario, subject: Subject): Promise<void> {
  if (subject.exit() === null) {
    await childrenExecuted(subject);
    if (scenario.recorder !== false) await drain(subject);
    subject.signal("SIGTERM");
  }
  await within(subject.exited, { within: 25_000, what: "the daemon to end" });
}

async function drain(subject: Subject): Promise<void> {
  await subject.rpc("sendRemoteCommEvent", DRAIN, "");
  const seen = async () =>
    (await readRecording(subject.place)).some((event) => event.payload.startsWith(`type:${DRAIN}`));
  await until(seen, { within: 10_000, what: "the recorder to catch up" });
}

async function observe(
  scenario: Scenario,
  { run, home, subject, results }: {
    run: Run;
    home: SubjectHome;
    subject: Subject | null;
    results: Observation["results"];
  },
): Promise<Observation> {
  const { place } = home;
  const printed = (text: string) => byProcess(logLines(text, place));
  return {
    results,
    events: comparableEvents(await run.events(), place),
    log: comparableLog(scenario, logLines(await subject?.log() ?? "", place)),
    files: await filesLeft(place, scenario.ignoreFiles),
    exit: subject?.exit() ?? null,
    streams: scenario.streams && subject !== null
      ? { stdout: printed(subject.stdout()), stderr: printed(subject.stderr()) }
      : null,
    survivors: home.inhabitants().map((row) => row.name).sort(),
  };
}

function comparableLog(scenario: Scenario, all: readonly string[]): Record<string, string[]> {
  const mode = scenario.log ?? "by process";
  const lines = all.filter((line) => !scenario.ignoreLog?.test(line));
  if (mode === "none") return {};
  if (mode === "by process") return byProcess(lines);
  return { "": mode === "whole" ? lines : mode(lines) };
}
