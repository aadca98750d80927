import assert from "node:assert/strict";
import { startSubject } from "#tests/support/daemon.ts";
import { framed } from "#tests/support/subject_place.ts";
import { debuggerSockets } from "#tests/support/debugger_port.ts";
import { openFiles } from "#tests/support/proc.ts";
import { until } from "#tests/support/deadline.ts";

const DEBUGGER = { hostname: "127.0.0.1", port: 9229 };

function holds(pid: number): number {
  const sockets = debuggerSockets();
  return Object.values(openFiles(pid)).filter((file) => sockets.includes(file)).length;
}

/** What a debugger's front end would be told; empty when nobody answers. */
async function discovered(): Promise<string> {
  try {
    const response = await fetch(`http://${DEBUGGER.hostname}:${DEBUGGER.port}/json/version`, {
      signal: AbortSignal.timeout(1000),
    });
    return await response.text();
  } catch {
    return "";
  }
}

Deno.test("SIGUSR1 opens no debugger, and the daemon goes on", async () => {
  await using daemon = await startSubject("denvisord", {
    config: (place) => framed(place, "", { supervisord: { loglevel: "debug" } }),
  });
  // Deno listens to the signal when it has run for half a second.
  await until(() => Deno.statSync(daemon.place.pidfile).mtime!.getTime() + 1000 < Date.now(), {
    within: 5_000,
    what: "the daemon to have run for a second",
  });
  daemon.signal("SIGUSR1");
  await until(async () => (await daemon.log()).includes("received SIGUSR1"), {
    within: 5_000,
    what: "the signal to arrive",
  });
  assert.equal((await daemon.rpc("getState") as { statename: string }).statename, "RUNNING");
  assert.ok(!daemon.stderr().includes("Debugger listening"), daemon.stderr());
  if (holds(daemon.pid) > 0) assert.equal(await discovered(), "");
  else assert.notEqual(debuggerSockets().length, 0, "nobody holds the port");
});

Deno.test("a second daemon takes the port over when the first one ends", async () => {
  const config = { config: (place: Parameters<typeof framed>[0]) => framed(place, "") };
  await using second = await (async () => {
    await using first = await startSubject("denvisord", config);
    const second = await startSubject("denvisord", config);
    const somebody = () => debuggerSockets().length > 0;
    assert.ok(somebody() && holds(first.pid) + holds(second.pid) <= 1);
    return second;
  })();
  await until(() => debuggerSockets().length > 0, {
    within: 15_000,
    what: "the port to be held again",
  });
  assert.equal(second.exit(), null);
});
