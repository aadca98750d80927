// needs: supervisor python3 util-linux root
import assert from "node:assert/strict";
import { program } from "#tests/support/sections.ts";
import { registerScenarios } from "./scenario/register.ts";
import { childFacts, readFacts } from "./scenario/child_facts.ts";
import { look, snapshot, untilState } from "./scenario/steps.ts";
import { processFacts } from "#tests/support/proc.ts";

/** Lets anybody write to the scratch directory. */
async function openScratch(at: { scratch(): string }): Promise<void> {
  await Deno.chmod(at.scratch(), 0o777);
}

registerScenarios([
  {
    name: "A program runs as its user, with HOME left as it was",
    rows: ["PROC-022", "CFG-088"],
    prepare: openScratch,
    config: (at) =>
      program("name", {
        command: at.child("facts.py", at.scratch("name")),
        user: "nobody",
        startsecs: 0,
      }) +
      program("number", {
        command: at.child("facts.py", at.scratch("number")),
        user: "1",
        startsecs: 0,
      }) +
      program("same", {
        command: at.child("facts.py", at.scratch("same")),
        user: "root",
        startsecs: 0,
      }),
    steps: [
      childFacts("name"),
      childFacts("number"),
      childFacts("same"),
      untilState("same", "RUNNING"),
    ],
  },
  {
    name: "A program's user does not change where its output goes or how it is set up",
    rows: ["PROC-022", "PROC-023", "PROC-024", "PROC-019"],
    frame: () => ({ supervisord: { allow_run: "/bin/sh" } }),
    prepare: async (at) => {
      await openScratch(at);
      await Deno.mkdir(at.at("work"));
    },
    config: (at) =>
      program("a", {
        command: at.child("facts.py", at.scratch("a"), '"a word"', "--", "-c"),
        user: "nobody",
        directory: at.at("work"),
        umask: "027",
        redirect_stderr: true,
        environment: 'HOME="/nowhere",USER="nobody"',
        startsecs: 0,
      }),
    steps: [childFacts("a"), untilState("a", "RUNNING")],
  },
  {
    name: "A program has all the groups of its user",
    rows: ["PROC-022"],
    // A mount namespace of its own gives the daemon another group database.
    wrapper: (at) => [
      ...["/usr/bin/unshare", "--mount", "/bin/sh", "-c"],
      ...['mount --bind "$0" /etc/group && exec "$@"', at.scratch("group")],
    ],
    prepare: async (at) => {
      await openScratch(at);
      const database = await Deno.readTextFile("/etc/group");
      const extra = "of-test-a:x:4711:nobody\nof-test-b:x:4712:daemon,nobody\n";
      await Deno.writeTextFile(at.scratch("group"), `${database.trimEnd()}\n${extra}`);
    },
    config: (at) =>
      program("a", {
        command: at.child("facts.py", at.scratch("a")),
        user: "nobody",
        startsecs: 0,
      }),
    steps: [childFacts("a"), untilState("a", "RUNNING")],
    check: async (run) => {
      const { groups } = await readFacts(run, "a") as { groups: number[] };
      assert.deepEqual(groups.filter((gid) => gid > 4_000 && gid < 5_000), [4711, 4712]);
    },
  },
  {
    name: "A directory that the program's user may not enter fails in the child",
    rows: ["PROC-022", "PROC-023", "PROC-025"],
    prepare: async (at) => {
      await Deno.mkdir(at.at("private"), { mode: 0o700 });
    },
    config: (at) =>
      program("a", {
        command: "/bin/sleep 1000",
        user: "nobody",
        directory: at.at("private"),
        startsecs: 3,
        startretries: 0,
        stderr_logfile: at.at("a.err"),
      }),
    steps: [untilState("a", "FATAL"), snapshot()],
  },
  {
    name: "The daemon switches to its user before it opens its log",
    rows: ["PROC-047", "CFG-064"],
    prepare: async (at) => {
      await Deno.chmod(at.dir, 0o777);
      await Deno.chmod(at.childlogs, 0o777);
      await openScratch(at);
    },
    frame: () => ({ supervisord: { user: "nobody" } }),
    config: (at) => program("a", { command: at.child("facts.py", at.scratch("a")), startsecs: 0 }),
    steps: [
      childFacts("a"),
      untilState("a", "RUNNING"),
      look("the daemon's user", (run) => {
        const { uids, gids, groups } = processFacts(run.subject.pid);
        return { uids, gids, groups };
      }),
      look("the log's owner", async (run) => (await Deno.stat(run.place.log)).uid),
      look("the pidfile's owner", async (run) => (await Deno.stat(run.place.pidfile)).uid),
      look("the socket's owner", async (run) => (await Deno.stat(run.place.socket)).uid),
    ],
  },
]);
