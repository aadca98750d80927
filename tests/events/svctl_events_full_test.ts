import assert from "node:assert/strict";
import { collect } from "#tests/support/collect.ts";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until, within } from "#tests/support/deadline.ts";
import { subjectEnv, SVCTL } from "#tests/support/subject_command.ts";
import { framed } from "#tests/support/subject_place.ts";

const CAT = "[program:cat]\ncommand=/bin/cat\nautostart=false\nstartsecs=0\n";

/** `svctl events …` on a running daemon, once the daemon has opened the stream. */
async function follow(subject: Subject, ...words: string[]): Promise<{
  readonly stdout: () => string;
  readonly ended: Promise<Deno.CommandStatus>;
  stop(): void;
}> {
  const child = new Deno.Command(SVCTL, {
    args: ["-c", subject.place.config, "events", ...words],
    env: subjectEnv(),
    clearEnv: true,
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const stdout = collect(child.stdout);
  const ended = Promise.all([child.status, stdout.ended]).then(([status]) => status);
  await until(async () => {
    await subject.rpc("sendRemoteCommEvent", "are you there", "");
    return stdout.text().includes("are you there");
  }, { within: 20_000, what: "svctl to show events", every: 50 });
  return { stdout: stdout.text, ended, stop: () => child.kill("SIGINT") };
}

/** The lines beside those that {@linkcode follow} has caused. */
function lines(text: string): string[] {
  return text.split("\n").filter((line) => line !== "" && !line.includes("are you there"));
}

Deno.test("svctl shows the events of a daemon, on a UNIX socket, until the daemon ends", async () => {
  await using subject = await startSubject("denvisord", { config: (at) => framed(at, CAT) });
  const types = ["PROCESS_STATE", "supervisor_state_change", "REMOTE_COMMUNICATION"];
  const svctl = await follow(subject, "-f", ...types);
  await subject.rpc("startProcess", "cat");
  await subject.rpc("stopProcess", "cat");
  await subject.rpc("shutdown");
  const { code } = await within(svctl.ended, { within: 20_000, what: "svctl to end" });
  assert.equal(code, 1);
  const shown = lines(svctl.stdout()).map((line) =>
    line.replace(/ time:\d+(\.\d+)?$/, "").replace(/pid:\d+/, "pid:PID")
  );
  assert.deepEqual(shown, [
    "==> Press Ctrl-C to exit <==",
    "PROCESS_STATE_STARTING process:cat group:cat from_state:STOPPED tries:0",
    "PROCESS_STATE_RUNNING process:cat group:cat from_state:STARTING pid:PID",
    "PROCESS_STATE_STOPPING process:cat group:cat from_state:RUNNING pid:PID",
    "PROCESS_STATE_STOPPED process:cat group:cat from_state:STOPPING pid:PID",
    "SUPERVISOR_STATE_CHANGE_STOPPING",
    "Error: the daemon ended the stream: the server is closing",
  ]);
});

Deno.test("svctl shows events as JSON, with a password over TCP, until Ctrl-C", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) =>
      framed(at, CAT, { tcp: true })
        .replace(/(\[inet_http_server\]\n)/, "$1username=u\npassword=p\n")
        .replace(/serverurl=.*/, `serverurl=http://127.0.0.1:${at.port}\nusername=u\npassword=p`),
  });
  const svctl = await follow(subject, "-f", "--json", "REMOTE_COMMUNICATION");
  await subject.rpc("sendRemoteCommEvent", "deploy", "é\n2");
  await until(() => svctl.stdout().includes("deploy"), { within: 10_000, what: "the event" });
  svctl.stop();
  const { code } = await within(svctl.ended, { within: 10_000, what: "svctl to end" });
  assert.equal(code, 0);
  const [record, ...others] = lines(svctl.stdout()).map((line) => JSON.parse(line));
  assert.deepEqual(others, []);
  assert.equal(typeof record.data.time, "number");
  assert.ok(Math.abs(record.data.time - Date.now() / 1000) < 60);
  delete record.data.time;
  assert.deepEqual(record, {
    event: "REMOTE_COMMUNICATION",
    data: { type: "deploy", data: "é\n2" },
  });
});
