// needs: supervisor
import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { startSubject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { subjectEnv, SUPERVISORCTL, SVCTL } from "#tests/support/subject_command.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";

/** Where a test puts its socket: Deno has no temporary files there. */
const socket = `/dev/shm/denvisor-${crypto.randomUUID()}.sock`;

Deno.test("a socket in /dev/shm is served, over a restart too, and reached by both clients", async () => {
  const config = (place: SubjectPlace) =>
    framed(place, `[program:a]\ncommand=/bin/sleep 1000\nstartsecs=0\n`).replaceAll(
      place.socket,
      socket,
    ) + `[unix_http_server:beside]\nfile=${place.socket}\nchmod=0600\n`;
  await using temporary = { path: await Deno.makeTempDir(), [Symbol.asyncDispose]: remove };
  async function remove(): Promise<void> {
    await Deno.remove(temporary.path, { recursive: true });
  }
  {
    await using daemon = await startSubject("denvisord", { config });
    const status = async (client: string) => {
      const env = { ...subjectEnv(), TMPDIR: temporary.path };
      return await runCommand([client, "-c", daemon.place.config, "status"], { env });
    };
    for (const restarted of [false, true]) {
      if (restarted) {
        daemon.signal("SIGHUP");
        const again = async () => (await daemon.log()).split("supervisord started").length === 3;
        await until(again, { within: 10_000, what: "a restart" });
      }
      for (const client of [SUPERVISORCTL, SVCTL]) {
        const { stdout, stderr } = await status(client);
        assert.match(stdout, /^a +RUNNING +pid \d+/, `${client} ${stderr}`);
      }
    }
    assert.equal((await Deno.lstat(socket)).mode! & 0o777, 0o700);
    assert.deepEqual([...Deno.readDirSync(temporary.path)], []);

    daemon.signal("SIGTERM");
    assert.equal((await daemon.exited).code, 0);
    const left = [...Deno.readDirSync(daemon.place.dir)].map(({ name }) => name).sort();
    assert.deepEqual(left, ["activity.log", "childlogs", "scratch", "supervisord.conf"]);
  }
  await assert.rejects(Deno.lstat(socket), Deno.errors.NotFound);
});
