// needs: supervisor python3 procps
import assert from "node:assert/strict";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { freePort } from "#tests/support/ports.ts";
import { PYTHON } from "#tests/support/python.ts";
import type { SubjectKind } from "#tests/support/subject_command.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { listenerScript } from "./listener_script.ts";

function config(at: SubjectPlace, port: number): string {
  const puppet = `command=${at.child("puppet.py")}\nautostart=false\nstartsecs=0\n`;
  const lucky = (...words: (string | number)[]) =>
    [PYTHON, "-I", "-S", `${import.meta.dirname}/children/second_time_lucky.py`, ...words].join(
      " ",
    );
  const listener = (name: string, events: string, ...args: (string | number)[]) =>
    `[eventlistener:${name}]\ncommand=${listenerScript(`${name}.py`, ...args)}\n` +
    `events=${events}\nbuffer_size=100\nstartsecs=0\n`;
  const mailer = (name: string) => `"cat >> ${mailbox(at, name)}"`;
  return framed(
    at,
    `${listener("crashmail", "PROCESS_STATE_EXITED", mailer("crashmail"))}
${listener("fatalmailbatch", "PROCESS_STATE_FATAL,TICK_5", mailer("fatalmailbatch"))}
${listener("memmon", "TICK_5", "hog:hog", 60_000, mailer("memmon"))}
${listener("httpok", "TICK_5", `http://127.0.0.1:${port}/`, "web:web", mailer("httpok"))}
${listener("processproxy", "PROCESS_STATE", "leader", "follower:follower")}
[program:hog]
command=${lucky(at.scratch("hog"), "hog")}
startsecs=0

[program:web]
command=${lucky(at.scratch("web"), "web", port)}
startsecs=0

[program:crasher]
${puppet}autorestart=false

[program:hopeless]
command=/no/such/program
startretries=0

[program:leader]
${puppet}
[program:follower]
${puppet}`,
  );
}

function mailbox(at: SubjectPlace, name: string): string {
  return at.at(`${name}.mail`);
}

/** What each listener is to have done. */
const MAILS = {
  crashmail: "Subject: crasher crashed\n\ncrasher:crasher exited from RUNNING\n",
  fatalmailbatch: "Subject: 1 processes\n\nhopeless:hopeless was given up\n",
  memmon: "Subject: hog:hog restarted\n\nit was RUNNING\n",
  httpok: "Subject: web:web restarted\n\nno answer\n",
} as const;

async function untilMailed(subject: Subject, name: keyof typeof MAILS): Promise<void> {
  const text = await until(() => Deno.readTextFile(mailbox(subject.place, name)), {
    within: 60_000,
    what: `a message from ${name} under ${subject.kind}`,
    every: 100,
  });
  assert.equal(text, MAILS[name]);
}

async function untilState(subject: Subject, name: string, state: string): Promise<void> {
  await until(async () => {
    const info = await subject.rpc("getProcessInfo", name) as { readonly statename: string };
    return info.statename === state;
  }, { within: 30_000, what: `${name} to be ${state} under ${subject.kind}`, every: 50 });
}

async function observe(kind: SubjectKind): Promise<void> {
  const port = freePort();
  await using subject = await startSubject(kind, { config: (at) => config(at, port) });
  const { rpc } = subject;
  await rpc("startProcess", "crasher");
  await rpc("sendProcessStdin", "crasher", "exit 0\n");
  await untilState(subject, "crasher", "EXITED");
  await rpc("startProcess", "crasher");
  await rpc("sendProcessStdin", "crasher", "exit 3\n");
  await untilMailed(subject, "crashmail");

  await rpc("startProcess", "leader");
  await untilState(subject, "follower", "RUNNING");
  await rpc("stopProcess", "leader");
  await untilState(subject, "follower", "STOPPED");

  for (const name of ["fatalmailbatch", "memmon", "httpok"] as const) {
    await untilMailed(subject, name);
  }
  for (const name of ["hog", "web"]) await untilState(subject, name, "RUNNING");
  // All are still in service: none has broken the protocol or has died.
  for (const name of [...Object.keys(MAILS), "processproxy"]) {
    await untilState(subject, name, "RUNNING");
  }
  assert.doesNotMatch(await subject.log(), /UNKNOWN state|overflowed|was rejected/);
  for (const [name, text] of Object.entries(MAILS)) {
    assert.equal(await Deno.readTextFile(mailbox(subject.place, name)), text, "once");
  }
}

for (const kind of ["denvisord", "supervisord"] as const) {
  Deno.test(`listeners in the manner of superlance do their work under ${kind}`, async () => {
    await observe(kind);
  });
}
