// needs: supervisor python3
/**
 * Methods that change what the daemon runs, called on the real daemon and on ours.
 *
 * @module
 */

import type { Subject } from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import { program } from "#tests/support/sections.ts";
import { call, look, part, rewrite, untilState } from "./cells.ts";
import { compareRow, type RpcRow, type Sections, startBoth } from "./daemons.ts";

const cat = (name: string, more: Record<string, string | number | boolean> = {}) =>
  program(name, { command: "/bin/cat", startsecs: 0, ...more });

const sections: Sections = () => cat("same") + cat("changed") + cat("removed");
const changed: Sections = () => cat("same") + cat("changed", { priority: 5 }) + cat("added");

const UNKNOWN = ["nope", "nope:*", ""];

const groups = part(
  call("getAllProcessInfo"),
  (all) => (all as Record<string, unknown>[]).map(({ group, statename }) => [group, statename]),
);

/** Waits until the daemon has started the program `same` anew. */
async function untilAnother(subject: Subject, pid: number): Promise<void> {
  await until(async () => {
    const info = await subject.rpc("getProcessInfo", "same") as { pid: number; statename: string };
    return info.statename === "RUNNING" && info.pid !== pid;
  }, { within: 20_000, what: "another process of 'same'" });
}

const ROWS: readonly RpcRow[] = [
  {
    name: "RPC-020 supervisor.reloadConfig: what came, changed and went, and faults",
    cells: [
      call("reloadConfig"),
      rewrite("a mistake", () => program("same", { command: "/bin/cat", startsecs: "x" })),
      call("reloadConfig"),
      rewrite("another set of programs", changed),
      call("reloadConfig"),
      call("reloadConfig"),
      call("reloadConfig", 1),
      groups,
    ],
  },
  {
    name: "RPC-001 supervisor.addProcessGroup: a group of the file that was read last, and faults",
    cells: [
      call("addProcessGroup", "added"),
      untilState("added", "RUNNING"),
      call("addProcessGroup", "added"),
      call("addProcessGroup", "removed"),
      ...UNKNOWN.map((name) => call("addProcessGroup", name)),
      call("addProcessGroup"),
      call("addProcessGroup", "added", 1),
      groups,
    ],
  },
  {
    name: "RPC-021 supervisor.removeProcessGroup: a group that is at rest, and faults",
    cells: [
      call("removeProcessGroup", "removed"),
      call("stopProcess", "removed"),
      call("removeProcessGroup", "removed"),
      call("removeProcessGroup", "removed"),
      call("getProcessInfo", "removed"),
      ...UNKNOWN.map((name) => call("removeProcessGroup", name)),
      call("removeProcessGroup"),
      groups,
    ],
  },
  {
    name: "RPC-022 supervisor.restart: true, then a new start in the same process",
    cells: [
      call("restart", 1),
      look("the pid after a restart", async (subject) => {
        const before = await subject.rpc("getProcessInfo", "same") as { pid: number };
        const answer = await subject.rpc("restart");
        await untilAnother(subject, before.pid);
        return [answer, await subject.rpc("getPID") === subject.pid, await subject.rpc("getState")];
      }),
      groups,
    ],
  },
  {
    name: "RPC-025 supervisor.shutdown: true, then the daemon's end",
    cells: [
      call("shutdown", 1),
      look("the answer and the exit", async (subject) => {
        const answer = await subject.rpc("shutdown");
        const { code } = await within(subject.exited, {
          within: 20_000,
          what: "the daemon to end",
        });
        return [answer, code];
      }),
    ],
  },
];

Deno.test("methods that change what runs answer as Supervisor's do", async (t) => {
  await using daemons = await startBoth(sections);
  for (const row of ROWS) await t.step(row.name, () => compareRow(row, daemons));
});
