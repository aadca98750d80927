import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { startSubject } from "#tests/support/daemon.ts";
import { framed, type SubjectPlace } from "#tests/support/subject_place.ts";

/** What a daemon warns of whose files have these modes. */
async function warnings(modes: { readonly config: number; readonly secret: number }) {
  const secret = (place: SubjectPlace) => place.at("secret");
  await using subject = await startSubject("denvisord", {
    config: (place) => {
      Deno.writeTextFileSync(secret(place), "password\n");
      Deno.chmodSync(secret(place), modes.secret);
      return `${framed(place, "")}[inet_http_server]\nport=127.0.0.1:${place.port}\n` +
        `username=u\npassword_file=${secret(place)}\n` +
        `[unix_http_server:b]\nfile=${place.at("b.sock")}\nusername=u\npassword=plain\n`;
    },
  });
  await Deno.chmod(subject.place.config, modes.config);
  subject.signal("SIGHUP");
  // What was told before the second start is the second run's.
  const runs = await until(async () => {
    const runs = (await subject.log()).split("supervisord started with pid");
    return runs.length === 3 && runs;
  }, { within: 15_000, what: "the restart" });
  return runs[1]!.split("\n").slice(1).filter((line) => / WARN '/.test(line))
    .map((line) => line.replace(/^.* WARN '[^']*\/([^/']+)'/, "$1"));
}

Deno.test("secrets that everybody can read and configuration that everybody can change are told", async () => {
  assert.deepEqual(await warnings({ config: 0o600, secret: 0o640 }), []);
  assert.deepEqual(await warnings({ config: 0o644, secret: 0o600 }), [
    "supervisord.conf holds the password of [unix_http_server:b] and can be read by every user (chmod o-r)",
  ]);
  assert.deepEqual(await warnings({ config: 0o602, secret: 0o604 }), [
    "supervisord.conf can be changed by every user (chmod o-w)",
    "secret holds the password of [inet_http_server] and can be read by every user (chmod o-r)",
  ]);
});
