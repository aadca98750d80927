// needs: supervisor python3
import assert from "node:assert/strict";
import { processFacts } from "#tests/support/proc.ts";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import { childFacts, readFacts } from "./scenario/child_facts.ts";
import { look, pidOf, untilState } from "./scenario/steps.ts";

registerScenarios([
  {
    name: "A child cannot tell who started it",
    rows: ["PROC-019", "PROC-020", "PROC-021", "PROC-026", "CFG-123", "CFG-124", "CFG-125"],
    env: { FROM_OUTSIDE: "kept", EMPTY: "" },
    config: (at) => program("a", { command: at.child("facts.py", at.scratch("a")), startsecs: 0 }),
    steps: [childFacts("a"), untilState("a", "RUNNING")],
  },
  {
    name: "Directory, umask, environment and arguments are as configured",
    rows: ["PROC-023", "PROC-024", "CFG-102", "CFG-103", "CFG-104", "CFG-105", "CFG-126"],
    env: { FROM_OUTSIDE: "kept", OVERRIDDEN: "outside" },
    prepare: (at) => Deno.mkdir(at.at("work")),
    frame: () => ({
      supervisord: { environment: 'OVERRIDDEN="daemon",BETWEEN="daemon",SHARED="a,b"' },
    }),
    config: (at) =>
      program("a", {
        command: at.child("facts.py", at.scratch("a"), '"two words"', "%(program_name)s"),
        directory: at.at("work"),
        umask: "077",
        environment: 'BETWEEN="program",OWN="%(ENV_FROM_OUTSIDE)s %%"',
        serverurl: "http://elsewhere:1",
        startsecs: 0,
      }),
    steps: [childFacts("a"), untilState("a", "RUNNING")],
  },
  {
    name: "With redirect_stderr both streams are the same",
    rows: ["PROC-019"],
    // Without a shell in its list, the daemon leaves two more descriptors of the pipe in the child.
    frame: () => ({ supervisord: { allow_run: "/bin/sh" } }),
    config: (at) =>
      program("a", {
        command: at.child("facts.py", at.scratch("a")),
        redirect_stderr: true,
        startsecs: 0,
      }),
    steps: [childFacts("a"), untilState("a", "RUNNING")],
  },
  {
    name: "Signals are at their defaults in a child",
    rows: ["PROC-026"],
    config: () => program("a", { command: "/bin/sleep 1000", startsecs: 0 }),
    steps: [
      untilState("a", "RUNNING"),
      look("signal masks", async (run) => {
        const { ignored, ...masks } = processFacts(await pidOf(run, "a")).signals;
        // 32 and 33 are the C library's own; whoever runs the tests may have left them ignored.
        const visible = BigInt(`0x${ignored}`) & ~0x180000000n;
        return { ...masks, ignored: visible.toString(16).padStart(16, "0") };
      }),
    ],
    wanted: [{
      ref: "B-23",
      why: "SIGPIPE and SIGXFSZ are at their defaults, which supervisord leaves ignored",
      adjust: (expected) => {
        const [masks] = expected.results;
        assert.deepEqual(masks?.[1], {
          blocked: "0000000000000000",
          ignored: "0000000001001000",
          caught: "0000000000000000",
        });
        masks[1] = { ...masks[1] as object, ignored: "0000000000000000" };
      },
    }],
  },
  {
    name: "minfds is a floor under the children's descriptor limit",
    rows: ["PROC-046", "CFG-060"],
    frame: () => ({ supervisord: { minfds: "2000" } }),
    config: (at) => program("a", { command: at.child("facts.py", at.scratch("a")), startsecs: 0 }),
    steps: [childFacts("a"), untilState("a", "RUNNING")],
    check: async (run) => {
      const { nofile } = await readFacts(run, "a") as { nofile: [number, number] };
      assert.equal(nofile[0], 2000);
    },
  },
  {
    name: "Members of a group know their process, their group and their number",
    rows: ["CFG-125", "CFG-020"],
    config: (at) =>
      program("p", {
        command: at.child("facts.py", at.scratch("p%(process_num)d"), "%(numprocs)d"),
        process_name: "%(program_name)s_%(process_num)02d",
        numprocs: 2,
        numprocs_start: 1,
        environment: 'NUMBER="%(process_num)d"',
        startsecs: 0,
      }) + "[group:g]\nprograms=p\n",
    steps: [childFacts("p1"), childFacts("p2"), untilState("g:p_02", "RUNNING")],
  },
]);
