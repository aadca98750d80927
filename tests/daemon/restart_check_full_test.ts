/**
 * Restarts with a config that could not be opened. To see a test fail, let `restartObstacles` find
 * nothing, or `runDaemon` open its servers without patience.
 */
import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { freePort } from "#tests/support/ports.ts";
import { subjectEnv, SVCTL } from "#tests/support/subject_command.ts";
import { framed, type FrameOptions } from "#tests/support/subject_place.ts";
import { callRpc } from "#tests/support/xmlrpc_client.ts";

const PROGRAM = "[program:a]\ncommand=/bin/sleep 1000\nstartsecs=0\n";

/** A daemon for `before`, whose file then says `after` instead. */
async function rewritten(
  parts: { readonly before?: string; readonly after: (subject: Subject) => string },
  options: FrameOptions = {},
): Promise<Subject> {
  const before = parts.before ?? PROGRAM;
  const subject = await startSubject("denvisord", {
    config: (place) => framed(place, before, options),
  });
  await pidOf(subject);
  await Deno.writeTextFile(
    subject.place.config,
    framed(subject.place, parts.after(subject), options),
  );
  return subject;
}

async function pidOf(subject: Subject): Promise<number> {
  return await until(async () => {
    const info = await subject.rpc("getProcessInfo", "a") as { pid: number; statename: string };
    return info.statename === "RUNNING" && info.pid;
  }, { within: 10_000, what: "a to run" });
}

async function logged(subject: Subject, pattern: RegExp): Promise<string> {
  return await until(async () => pattern.exec(await subject.log())?.[0], {
    within: 15_000,
    what: `the log to have ${pattern}`,
  });
}

function inet(address: string): string {
  return `[inet_http_server]\nport=${address}\n${PROGRAM}`;
}

Deno.test("an address that may not be listened on refuses the restart, by name and flag", async () => {
  const port = freePort();
  await using subject = await rewritten({ after: () => inet(`127.0.0.1:${port}`) });
  const pid = await pidOf(subject);
  subject.signal("SIGHUP");
  const line = await logged(subject, /ERRO not restarted: .*/);
  assert.ok(
    line.includes(
      `HTTP server 'inet_http_server' cannot be opened on 127.0.0.1:${port}: ` +
        `needs --allow-net=127.0.0.1:${port}, and permissions are fixed while a daemon lives: `,
    ),
    line,
  );
  assert.ok(line.includes(`allow_net=127.0.0.1:${port} in [supervisord]`), line);
  const reload = await runCommand([SVCTL, "-c", subject.place.config, "reload"], {
    env: subjectEnv(),
  });
  assert.equal(reload.code, 1);
  assert.match(
    reload.stdout,
    /^ERROR: not restarted: FAILED: HTTP server 'inet_http_server' [^\n]*\n$/,
  );
  assert.equal(await pidOf(subject), pid);
  assert.equal(subject.exit(), null);
});

Deno.test("what cannot be opened for another reason refuses the restart, all of it named", async () => {
  using busy = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = busy.addr;
  const granted = { supervisord: { allow_net: `127.0.0.1:${port}` } };
  await using subject = await rewritten({
    after: () =>
      `${inet(`127.0.0.1:${port}`)}[fcgi-program:f]\ncommand=/bin/sleep 9\n` +
      `socket=tcp://127.0.0.1:${port}\n`,
  }, granted);
  const pid = await pidOf(subject);
  await Deno.remove(subject.place.log);
  await Deno.mkdir(subject.place.log);
  const fault = await subject.rpc("restart").then(() => "", (error: Error) => error.message);
  assert.match(fault, /Cannot open log '[^']*activity\.log' \(EISDIR\)/);
  assert.ok(
    fault.includes(
      `HTTP server 'inet_http_server' cannot be opened on 127.0.0.1:${port}: ` +
        "another program is already listening there",
    ),
    fault,
  );
  assert.match(fault, /; Could not create FastCGI socket tcp:\/\/127\.0\.0\.1:\d+: EADDRINUSE$/);
  assert.equal(await pidOf(subject), pid);
});

Deno.test("a port that is lost between the check and the opening is told and opened later", async () => {
  const port = freePort();
  const stubborn = "[program:a]\n" +
    `command=/bin/sh -c "trap '' TERM; while :; do sleep 0.2; done"\n` +
    "startsecs=0\nstopwaitsecs=3\nstopasgroup=false\nkillasgroup=true\n";
  const after = stubborn + inet(`127.0.0.1:${port}`).replace(PROGRAM, "");
  await using subject = await rewritten(
    { before: stubborn, after: () => after },
    { supervisord: { allow_net: `127.0.0.1:${port}` } },
  );
  subject.signal("SIGHUP");
  await logged(subject, /waiting for a to stop|waiting for a to die/);
  {
    using _thief = Deno.listen({ hostname: "127.0.0.1", port });
    const line = await logged(subject, /CRIT HTTP server .*/);
    assert.match(
      line,
      /'inet_http_server' cannot be opened on 127\.0\.0\.1:\d+, trying again every second: Another program/,
    );
    // Everything else is as if nothing had happened.
    await pidOf(subject);
  }
  await logged(subject, /INFO HTTP server 'inet_http_server' is open/);
  const address = { transport: "tcp", hostname: "127.0.0.1", port } as const;
  assert.deepEqual(await callRpc(address, "supervisor.getState"), {
    statecode: 1,
    statename: "RUNNING",
  });
});

Deno.test("an address that the daemon itself listens on is no obstacle", async () => {
  const [first, second] = [freePort(), freePort()];
  await using subject = await startSubject("denvisord", {
    config: (place) =>
      framed(place, inet(`127.0.0.1:${first}`), {
        supervisord: { allow_net: `0.0.0.0:${first},127.0.0.1:${second}` },
      }),
  });
  for (const address of [`*:${first}`, `127.0.0.1:${second}`, `127.0.0.1:${first}`]) {
    const starts = (await subject.log()).split("supervisord started with pid").length;
    await Deno.writeTextFile(
      subject.place.config,
      framed(subject.place, inet(address), {
        supervisord: { allow_net: `0.0.0.0:${first},127.0.0.1:${second}` },
      }),
    );
    subject.signal("SIGHUP");
    await until(
      async () => (await subject.log()).split("supervisord started with pid").length > starts,
      { within: 15_000, what: `a restart with ${address}` },
    );
    await pidOf(subject);
  }
  assert.doesNotMatch(await subject.log(), /not restarted|cannot be opened/);
});
