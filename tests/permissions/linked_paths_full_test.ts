// needs: supervisor
import assert from "node:assert/strict";
import { startSubject, type SubjectKind } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";
import { callRpc } from "#tests/support/xmlrpc_client.ts";

/** As on many machines, where /var/run is a link, and below deployments that set a link anew. */
const linked = {
  config: (place: SubjectPlace) =>
    framed(
      place,
      `[unix_http_server:linked]\nfile=${place.at("var", "linked.sock")}\n` +
        `[program:a]\ncommand=/bin/sh -c "echo one; exec sleep 1000"\nstartsecs=0\n` +
        `stdout_logfile=${place.at("current", "log", "a.log")}\n`,
      {
        supervisord: {
          pidfile: place.at("var", "daemon.pid"),
          logfile: place.at("var", "activity.log"),
        },
      },
    ),
  prepare: async (place: SubjectPlace) => {
    await Deno.mkdir(place.at("run"));
    await Deno.symlink("run", place.at("var"));
    for (const release of ["1", "2"]) {
      await Deno.mkdir(place.at("releases", release, "log"), { recursive: true });
    }
    await Deno.symlink("releases/1", place.at("current"));
  },
};

for (const kind of ["supervisord", "denvisord"] as const satisfies readonly SubjectKind[]) {
  Deno.test(`sockets, pidfile and logs may lie below symbolic links: ${kind}`, async () => {
    await using daemon = await startSubject(kind, linked);
    const { place } = daemon;
    const socket = { transport: "unix", path: place.at("var", "linked.sock") } as const;
    assert.equal(await callRpc(socket, "supervisor.getIdentification", []), "supervisor");
    assert.equal(await Deno.readTextFile(place.at("run", "daemon.pid")), `${daemon.pid}\n`);
    const logged = (release: string) => async () =>
      await Deno.readTextFile(place.at("releases", release, "log", "a.log")).catch(() => "") ===
        "one\n";
    await until(logged("1"), { within: 10_000, what: "output in the first directory" });
    assert.equal(await daemon.rpc("readProcessStdoutLog", "a", 0, 0), "one\n");

    await Deno.remove(place.at("current"));
    await Deno.symlink("releases/2", place.at("current"));
    await daemon.rpc("stopProcess", "a");
    await daemon.rpc("startProcess", "a");
    await until(logged("2"), { within: 10_000, what: "output in the directory it was changed to" });
    assert.equal(await daemon.rpc("readProcessStdoutLog", "a", 0, 0), "one\n");

    daemon.signal("SIGTERM");
    assert.equal((await daemon.exited).code, 0);
    assert.deepEqual([...Deno.readDirSync(place.at("run"))].map(({ name }) => name), [
      "activity.log",
    ]);
  });
}
