// needs: supervisor python3
import assert from "node:assert/strict";
import fc from "fast-check";
import { python } from "#tests/support/python.ts";
import { die, FakeMember, PoolFixture } from "./pool_fixture.ts";

type Step =
  | { readonly op: "emit"; readonly data: string }
  | { readonly op: "start" | "running" | "end"; readonly who: number }
  | { readonly op: "say"; readonly who: number; readonly text: string };

/** What a listener is seen to write, good and bad, also in pieces. */
const SAYINGS = [
  ..."READY\n|RESULT 2\nOKREADY\n|RESULT 2\nOK|RESULT 4\nFAIL|RESULT 4\nFAILREADY\n".split("|"),
  ..."REA|DY\n|RESULT |2\n|OK|RESULT 3\nO|KO|RESULT x\n|hello world|RESULT 2\nNOREADY\n".split("|"),
  ..."READY\n|RESULT 2\nOKREADY\n|READY\n|RESULT 2\nOKREADY\n".split("|"),
];

const MEMBERS = 2;
const BUFFER_SIZE = 3;

const ORACLE = `
import base64
from types import SimpleNamespace as N
from supervisor import events, process as module
from supervisor.dispatchers import PEventListenerDispatcher, default_handler
from supervisor.states import ProcessStates, EventListenerStates, getEventListenerStateDescription

class Fake:
    def __init__(self, name, options):
        self.config = N(name=name, options=options, stdout_logfile=None)
        self.listener_state = EventListenerStates.ACKNOWLEDGED
        self.state, self.event, self.dispatcher, self.written = ProcessStates.STOPPED, None, None, []
    def transition(self): pass
    def write(self, data): self.written.append(data.decode('utf-8'))

def run(steps):
    events.clear()
    module.GlobalSerial.serial = -1
    lines, given_data = [], []
    log = lambda level: lambda text: lines.append(level + ' ' + text)
    options = N(identifier='supervisor', strip_ansi=False, readfd=lambda fd: given_data.pop(),
                logger=N(debug=log('debug'), warn=log('warn'), error=log('error')))
    fakes = [Fake('cat%d' % i, options) for i in range(${MEMBERS})]
    pool = module.EventListenerPool.__new__(module.EventListenerPool)
    pool.config = N(name='pool', options=options, buffer_size=${BUFFER_SIZE}, result_handler=default_handler,
                    pool_events=[events.EventTypes.REMOTE_COMMUNICATION])
    pool.processes = {f.config.name: f for f in fakes}
    for f in fakes: f.group = pool
    pool.event_buffer, pool.serial, pool.last_dispatch, pool.dispatch_throttle = [], -1, 0, 0
    pool._subscribe()
    trace = []
    for step in steps:
        f = fakes[step.get('who', 0)]
        alive = f.dispatcher is not None
        if step['op'] == 'emit':
            events.notify(events.RemoteCommunicationEvent('t', step['data']))
        elif step['op'] == 'start' and not alive:
            f.dispatcher, f.state = PEventListenerDispatcher(f, 'stdout', 0), ProcessStates.STARTING
        elif step['op'] == 'running' and alive:
            f.state = ProcessStates.RUNNING
        elif step['op'] == 'say' and alive:
            given_data.append(step['text'].encode())
            f.dispatcher.handle_read_event()
        elif step['op'] == 'end' and alive:
            f.dispatcher, f.state = None, ProcessStates.EXITED
            if f.event is not None:
                events.notify(events.EventRejectedEvent(f, f.event))
                f.event = None
        pool.transition()
        trace.append({
            'lines': [l for l in lines if 'rebuffering' not in l],
            'written': [list(g.written) for g in fakes],
            'waiting': len(pool.event_buffer),
            'states': [g.dispatcher and getEventListenerStateDescription(g.listener_state) for g in fakes],
        })
        lines.clear()
        for g in fakes: g.written.clear()
    return trace

answer = [run(steps) for steps in given]
`;

Deno.test("a pool does, step by step, what the real Supervisor's pool does", async () => {
  const who = fc.nat(MEMBERS - 1);
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ op: fc.constant("emit"), data: fc.string() }) },
    {
      weight: 8,
      arbitrary: fc.record({ op: fc.constant("say"), who, text: fc.constantFrom(...SAYINGS) }),
    },
    { weight: 2, arbitrary: fc.record({ op: fc.constantFrom("start", "running"), who }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant("end"), who }) },
  ) as fc.Arbitrary<Step>;
  const begin: Step[] = Array.from({ length: MEMBERS }, (_, i) => i).flatMap((i) => [
    { op: "start", who: i },
    { op: "running", who: i },
    { op: "say", who: i, text: "READY\n" },
  ]);
  const scenario = fc.array(step, { minLength: 10, maxLength: 60 }).map((
    steps,
  ) => [...begin, ...steps]);
  const scenarios = fc.sample(scenario, { numRuns: 400, seed: 5 });
  const theirs = await python(ORACLE, scenarios) as unknown[];
  for (const [i, steps] of scenarios.entries()) assert.deepEqual(replay(steps), theirs[i]);
  // Long enough to have seen everything that can happen.
  const seen = JSON.stringify(theirs);
  for (
    const what of ["UNKNOWN", "overflowed", "was rejected", "was processed", "bad result line"]
  ) {
    assert.ok(seen.split(what).length > 50, `${what} was hardly seen`);
  }
});

function replay(steps: readonly Step[]): unknown[] {
  const scene = new PoolFixture();
  const members = Array.from({ length: MEMBERS }, (_, i) => new FakeMember(`cat${i}`));
  const pool = scene.pool({
    events: ["REMOTE_COMMUNICATION"],
    bufferSize: BUFFER_SIZE,
    processes: members,
  });
  const alive = new Set<FakeMember>();
  return steps.map((step) => {
    const member = members[step.op === "emit" ? 0 : step.who]!;
    if (step.op === "emit") scene.remote(step.data);
    else if (step.op === "start" && !alive.has(member)) {
      alive.add(member);
      pool.memberStarted(member);
    } else if (step.op === "running" && alive.has(member)) {
      member.running = true;
      pool.memberRunning(member);
    } else if (step.op === "say") {
      pool.memberOutput(member, new TextEncoder().encode(step.text));
    } else if (step.op === "end" && alive.delete(member)) die(pool, member);
    // Where Supervisor delivers again at full speed, the pool may pause.
    scene.clock.advance(1000);
    return {
      lines: scene.takeLines().filter((line) => !line.includes("rebuffering")),
      written: members.map(({ received }) => received.splice(0)),
      waiting: pool.size,
      states: members.map((m) => alive.has(m) ? pool.listenerState(m.name) : null),
    };
  });
}
