// needs: supervisor python3
/**
 * What the client does beyond supervisorctl, against a real supervisord: JSON, patterns, `logs`, `info`,
 * `version --json`.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Finished } from "#tests/support/command.ts";
import type { Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { runClient } from "../support/clients.ts";
import { zoo } from "../support/config.ts";
import { Dialogue } from "../support/dialogue.ts";
import { quickDaemon } from "../support/quick_daemon.ts";

type Row = Readonly<Record<string, unknown>>;

async function svctl(subject: Subject, ...words: string[]): Promise<Finished> {
  return await runClient("svctl", ["-c", subject.place.config, ...words]);
}

async function json(subject: Subject, ...words: string[]): Promise<unknown> {
  const { stdout } = await svctl(subject, ...words, "--json");
  return JSON.parse(stdout);
}

async function settled(subject: Subject): Promise<void> {
  await until(async () => {
    const infos = await subject.rpc("getAllProcessInfo") as Row[];
    return infos.every((info) => info["statename"] !== "STARTING");
  }, { within: 20_000, what: "all processes to be at rest" });
}

Deno.test("status --json gives getProcessInfo's members, and a result for each unknown name", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const [web, missing, group] = await json(
    subject,
    "status",
    "web:web_1",
    "nosuch",
    "no:*",
  ) as Row[];
  const info = await subject.rpc("getProcessInfo", "web:web_1") as Row;
  assert.deepEqual(Object.keys(web ?? {}), Object.keys(info));
  assert.equal(web?.["statename"], "RUNNING");
  assert.deepEqual(missing, {
    group: "nosuch",
    name: "nosuch",
    status: 10,
    description: "BAD_NAME: nosuch",
  });
  assert.deepEqual(group, { group: "no", name: null, status: 10, description: "BAD_NAME: no:*" });
  const { code, stderr } = await svctl(subject, "--json", "status", "nosuch");
  assert.equal(code, 4);
  assert.equal(stderr, "nosuch: ERROR (no such process)\n");
});

Deno.test("commands that act give one result a process, and the usual exit status", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const restarted = await json(subject, "restart", "manual", "nofile") as Row[];
  assert.deepEqual(restarted, [
    {
      action: "stop",
      group: "manual",
      name: "manual",
      status: 70,
      description: "NOT_RUNNING: manual",
    },
    {
      action: "stop",
      group: "nofile",
      name: "nofile",
      status: 70,
      description: "NOT_RUNNING: nofile",
    },
    { action: "start", group: "manual", name: "manual", status: 80, description: "OK" },
    {
      action: "start",
      group: "nofile",
      name: "nofile",
      status: 20,
      description: "NO_FILE: can't find command '/no/such/file'",
    },
  ]);
  const stopped = await json(subject, "stop", "web:*") as Row[];
  assert.deepEqual(stopped.map((row) => row["name"]).toSorted(), ["web_0", "web_1", "web_2"]);
  const { code, stdout } = await svctl(subject, "--json", "start", "nosuch:*");
  assert.equal(code, 2);
  assert.deepEqual(JSON.parse(stdout), [
    { action: "start", group: "nosuch", name: null, status: 10, description: "BAD_NAME: nosuch" },
  ]);
});

Deno.test("every command that reports has a JSON form", async () => {
  await using subject = await quickDaemon({ config: zoo });
  assert.deepEqual(await json(subject, "pid"), { pid: subject.pid });
  const pids = await json(subject, "pid", "cat", "manual") as Row[];
  assert.deepEqual(pids.map((row) => [row["name"], typeof row["pid"]]), [
    ["cat", "number"],
    ["manual", "number"],
  ]);
  assert.equal((await json(subject, "pid", "all") as Row[]).length, 18);
  const configs = await json(subject, "avail") as Row[];
  assert.deepEqual(configs, await subject.rpc("getAllConfigInfo"));
  assert.deepEqual(await json(subject, "reread"), { added: [], changed: [], removed: [] });
  assert.deepEqual(await json(subject, "tail", "-5", "talk"), {
    group: "talk",
    name: "talk",
    channel: "stdout",
    log: "dout\n",
  });
  assert.equal(typeof (await json(subject, "maintail") as Row)["log"], "string");
  assert.deepEqual(await json(subject, "clear", "cat"), [
    { action: "clear", group: "cat", name: "cat", status: 80, description: "OK" },
  ]);
  await svctl(subject, "stop", "cat");
  assert.deepEqual(await json(subject, "remove", "cat"), [{ group: "cat", result: "removed" }]);
  assert.deepEqual(await json(subject, "update"), [{
    group: "cat",
    result: "added process group",
  }]);
  const version = await json(subject, "version") as Row;
  assert.equal(version["supervisor"], "4.2.5");
  assert.equal(version["denvisor"], null);
  assert.equal((version["client"] as Row)["deno"], Deno.version.deno);
  const info = await json(subject, "info") as Row;
  assert.equal(info["pid"], subject.pid);
  assert.equal(info["daemon"], null);
  assert.equal((info["processes"] as Row)["RUNNING"], 10);
  assert.deepEqual(await json(subject, "reload"), [{ action: "reload", accepted: true }]);
});

Deno.test("with --json nothing but JSON is on standard output", async () => {
  await using subject = await quickDaemon({ config: zoo });
  for (
    const words of [["start"], ["status", "-x"], ["tail", "nosuch"], ["tail"], ["pid", "nosuch"]]
  ) {
    const { stdout, stderr } = await svctl(subject, ...words, "--json");
    assert.notEqual(stderr, "", words.join(" "));
    if (stdout !== "") JSON.parse(stdout);
  }
  const away = await runClient("svctl", ["-s", "unix:///tmp/no-such.sock", "status", "--json"]);
  assert.equal(away.code, 4);
  assert.equal(away.stdout, "");
  assert.equal(away.stderr, "unix:///tmp/no-such.sock no such file\n");
});

Deno.test("info says in words who is who", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const { code, stdout } = await svctl(subject, "info");
  assert.equal(code, 0);
  assert.match(
    stdout,
    new RegExp(`^server +unix://${subject.place.socket} \\(supervisor\\)$`, "m"),
  );
  assert.match(stdout, new RegExp(`^state +RUNNING, pid ${subject.pid}$`, "m"));
  assert.match(stdout, /^supervisor +4\.2\.5, API 3\.0$/m);
  assert.match(stdout, /^processes +10 RUNNING, 8 STOPPED$/m);
  assert.match(stdout, /^client +Denvisor \d+\.\d+\.\d+, Deno \d+\.\d+\.\d+$/m);
});

Deno.test("patterns stand for processes in every command that takes names", async () => {
  await using subject = await quickDaemon({ config: zoo });
  await settled(subject);
  const lines: Readonly<Record<string, string>> = {
    "stop web_[01]": "web:web_0: stopped\nweb:web_1: stopped\n",
    "start web:web_?":
      "web:web_0: started\nweb:web_1: started\nweb:web_2: ERROR (already started)\n",
    "signal WINCH c?t m*e": "cat: signalled\nmute: signalled\n",
    "clear *e": "mute: cleared\nnofile: cleared\nnowhere: cleared\n",
    "stop nosuch*": "nosuch*: ERROR (no such process)\n",
    "stop w*:*": "web:web_0: stopped\nweb:web_1: stopped\nweb:web_2: stopped\n",
    "pid w*:web_0": "0\n",
    "remove w*": "web: removed process group\n",
    "add w*": "web: added process group\n",
    "update nosuch*": "ERROR: no such group: nosuch*\n",
  };
  for (const [line, expected] of Object.entries(lines)) {
    const { stdout } = await svctl(subject, ...line.split(" "));
    const sorted = (text: string) => text.split("\n").toSorted();
    assert.deepEqual(sorted(stdout), sorted(expected), line);
  }
  const { stdout } = await svctl(subject, "status", "*e", "mixed:*");
  assert.deepEqual(stdout.split("\n").map((line) => line.split(" ")[0]), [
    "mute",
    "nofile",
    "nowhere",
    "mixed:first",
    "mixed:second",
    "",
  ]);
});

Deno.test("logs shows the last lines of several logs with their names", async () => {
  await using subject = await quickDaemon({ config: zoo });
  await until(async () => (await svctl(subject, "tail", "many")).stdout.includes("line 399"), {
    within: 10_000,
    what: "the log",
  });
  const { code, stdout } = await svctl(subject, "logs", "-n", "2", "many", "talk", "mute");
  assert.equal(code, 0);
  assert.equal(
    stdout,
    `many          | line 398
many          | line 399
talk          | to stdout
talk (stderr) | to stderr
`,
  );
  const only = await svctl(subject, "logs", "--stderr", "t*");
  assert.equal(only.stdout, "talk (stderr) | to stderr\n");
  const all = await svctl(subject, "logs", "--all", "-n0");
  assert.equal(all.stdout, "");
  const { stdout: rows } = await svctl(subject, "logs", "-n1", "--json", "talk", "--stdout");
  assert.deepEqual(JSON.parse(rows), {
    group: "talk",
    name: "talk",
    channel: "stdout",
    line: "to stdout",
  });
});

Deno.test("logs refuses what it does not understand", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const lines: Readonly<Record<string, string>> = {
    "logs": "Error: logs requires a process name or --all\n",
    "logs -f": "Error: logs requires a process name or --all\n",
    "logs -n x cat": "Error: bad argument -n\n",
    "logs -n-1 cat": "Error: bad argument -n-1\n",
    "logs --nosuch cat": "Error: bad argument --nosuch\n",
    "logs nosuch no:*": "nosuch: ERROR (no such process)\nno: ERROR (no such group)\n",
  };
  for (const [line, expected] of Object.entries(lines)) {
    const { code, stdout } = await svctl(subject, ...line.split(" "));
    assert.ok(stdout.startsWith(expected), `${line}: ${stdout}`);
    assert.equal(code, 1);
  }
});

Deno.test("logs -f says which log cannot be read", async () => {
  await using subject = await quickDaemon({ config: zoo });
  await settled(subject);
  const { stdout_logfile } = await subject.rpc("getProcessInfo", "many") as Row;
  await Deno.remove(stdout_logfile as string);
  const { code, stdout, stderr } = await svctl(subject, "logs", "-f", "--stdout", "many");
  assert.equal(stdout, "");
  assert.match(stderr, /\/logtail\/many\/stdout Cannot read, status code 4\d\d\n$/);
  assert.equal(code, 1);
});

Deno.test("logs -f merges logs line by line until Ctrl-C", async () => {
  await using subject = await quickDaemon({ config: zoo });
  const words = ["-c", subject.place.config, "logs", "-f", "-n1", "cat", "talk", "many"];
  await using dialogue = new Dialogue("svctl", words);
  await dialogue.says("many          | line 399\n");
  await dialogue.says("talk (stderr) | to stderr\n");
  await subject.rpc("sendProcessStdin", "cat", "half ");
  await subject.rpc("sendProcessStdin", "talk", "whole\n");
  await dialogue.says("talk          | whole\n");
  await subject.rpc("sendProcessStdin", "cat", "line\n");
  await dialogue.says("cat           | half line\n");
  dialogue.interrupt();
  const { code, stdout, stderr } = await dialogue.finished();
  assert.equal(code, 0);
  assert.equal(stderr, "");
  assert.doesNotMatch(stdout, /line 398|\n\n/);
  assert.match(stdout, /^talk {10}\| to stdout$/m);
});
