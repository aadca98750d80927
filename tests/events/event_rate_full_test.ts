// needs: supervisor python3
import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { startSubject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { PYTHON } from "#tests/support/python.ts";
import type { SubjectKind } from "#tests/support/subject_command.ts";
import { framed } from "#tests/support/subject_place.ts";
import { listenerScript } from "./listener_script.ts";

const EVENTS = 10_000;

/** How the events are sent. */
const WAYS = [
  "one by one",
  "by multicall",
  "by xmlrpc.client",
  "by xmlrpc.client over TCP",
] as const;

/** Events a second, for each of these. */
type Rates = readonly number[];

async function measure(kind: SubjectKind): Promise<Rates> {
  await using subject = await startSubject(kind, {
    config: (at) =>
      framed(
        at,
        `[eventlistener:counter]
command=${listenerScript("mortal.py", at.at("given"), 0)}
events=REMOTE_COMMUNICATION
buffer_size=${EVENTS}
startsecs=0
`,
        { tcp: true },
      ),
  });
  const { place } = subject;
  await until(() => Deno.stat(place.at("given")), { within: 20_000, what: "the listener to run" });
  const { code, stdout, stderr } = await runCommand([
    ...[PYTHON, "-I", `${import.meta.dirname}/listeners/send_events.py`],
    ...[place.socket, String(place.port), place.at("given"), String(EVENTS)],
  ], { within: 300_000 });
  assert.equal(code, 0, stderr);
  const rates = stdout.trim().split("\n").map(Number);
  assert.equal(rates.length, WAYS.length);
  assert.deepEqual(await givenOnce(place.at("given")), []);
  return rates;
}

/** What the listener was not given as often as it was sent, or not in order. */
async function givenOnce(file: string): Promise<readonly string[]> {
  const given = (await Deno.readTextFile(file)).trim().split("\n");
  const runs = [EVENTS / 5, EVENTS, EVENTS, EVENTS / 5, EVENTS / 5];
  const sent = runs.flatMap((count) => Array.from({ length: count }, (_, number) => number));
  assert.equal(given.length, sent.length);
  return given.filter((line, at) => Number(line) !== sent[at]);
}

/** What is looked for, in several rounds if need be: twice as many events as supervisord. */
const EXPECTED = 2;

/** What a machine that is busy with other things may leave of it. */
const FLOOR = 1.5;

Deno.test("events that are sent reach a Python listener faster than from supervisord", async () => {
  // The best of several rounds: what disturbs the machine for a while must not fall on one side.
  const best = { real: WAYS.map(() => 0), ours: WAYS.map(() => 0) };
  const ratio = (way: number) => best.ours[way]! / best.real[way]!;
  for (let round = 0; round < 2 || (round < 4 && ratio(0) < EXPECTED); round++) {
    const rates = { real: await measure("supervisord"), ours: await measure("denvisord") };
    for (const who of ["real", "ours"] as const) {
      best[who] = best[who].map((rate, way) => Math.max(rate, rates[who][way]!));
    }
  }
  for (const [way, name] of WAYS.entries()) {
    const [real, ours] = [best.real[way]!.toFixed(0), best.ours[way]!.toFixed(0)];
    const shown = `supervisord ${real}, denvisord ${ours}, ratio ${ratio(way).toFixed(2)}`;
    console.log(`events a second, ${name}: ${shown}`);
  }
  // The events of a multicall wait for the listener, whoever sends them: no ratio is asked of them.
  assert.ok(ratio(0) >= FLOOR, `ratio ${ratio(0).toFixed(2)}`);
});
