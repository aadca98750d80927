import { PYTHON } from "#tests/support/python.ts";
import { pathOf, runClient } from "../helpers.ts";
import type { Results } from "../results.ts";
import { Side } from "../side.ts";
import { inTurn } from "./start.ts";

interface Record {
  readonly seconds: number;
  readonly lost: number;
  readonly repeated: number;
}

/** Events on their way through one listener, sent one by one and all at once. */
export async function measureEvents(
  results: Results,
  { count, rounds }: { readonly count: number; readonly rounds: number },
): Promise<void> {
  if (!results.wants("events", "events-multicall", "events-lost")) return;
  const sections = ({ dir }: { readonly dir: string }): { programs: string } => ({
    programs: `[eventlistener:l]
command=${PYTHON} ${pathOf("programs/listener.py")} ${dir}/record
events=REMOTE_COMMUNICATION
buffer_size=100000
startsecs=0
stdout_logfile=NONE
stderr_logfile=${dir}/logs/l.err
`,
  });
  await using denvisord = Side.start("denvisord", sections);
  await using supervisord = Side.start("supervisord", sections);
  const sides = { denvisord, supervisord };
  await Promise.all([denvisord.untilRunning(1), supervisord.untilRunning(1)]);
  for (const multicall of [false, true]) {
    for (let round = 0; round < rounds; round++) {
      for (const kind of inTurn(round)) {
        const side = sides[kind];
        const plan = {
          address: side.socket,
          prefix: `${multicall ? "all" : "one"}${round}`,
          ...{ count, multicall },
          record: `${side.place.dir}/record`,
        };
        const record = await runClient<Record>("events", { plan });
        results.add(multicall ? "events-multicall" : "events", kind, count / record.seconds);
        results.add("events-lost", kind, record.lost + record.repeated);
      }
    }
  }
}
