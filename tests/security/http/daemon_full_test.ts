/** A daemon as it is started in earnest, with hashed passwords and certificates, and its client. */
import assert from "node:assert/strict";
import { runCommand } from "#tests/support/command.ts";
import { startSubject, type Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { SVCTL } from "#tests/support/subject_command.ts";
import { framed } from "#tests/support/subject_place.ts";
import { CERTIFICATES, installCertificate, shownName } from "./certificates.ts";

/** Runs svctl over TCP with a certificate's authority. */
async function svctl(subject: Subject, password: string, ...words: string[]): Promise<string> {
  const { place, home } = subject;
  const url = `https://localhost:${place.port}`;
  const argv = [SVCTL, "-c", place.config, "-s", url, "--ca", `${CERTIFICATES}/ca.pem`];
  const result = await runCommand([...argv, "-u", "user", "-p", password, ...words], {
    cwd: home.cwd,
    env: home.env,
  });
  return result.stdout + result.stderr;
}

async function hashOf(password: string): Promise<string> {
  const child = new Deno.Command("/bin/sh", {
    args: ["-c", `printf '%s\\n' "$1" | "$0" hash-password`, SVCTL, password],
    cwd: "/",
    stdout: "piped",
    stderr: "piped",
  });
  const { stdout, stderr, success } = await child.output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test("hash-password, password_file, certificates and their renewal work together", async () => {
  const hash = await hashOf("opensesame");
  assert.match(hash, /^\{SCRYPT\}ln=13,r=8,p=10\$\S+\n$/);
  await using subject = await startSubject("denvisord", {
    prepare: async (at) => {
      await installCertificate(at, "first");
      await Deno.writeTextFile(at.at("password"), hash, { mode: 0o644 });
      await Deno.chmod(at.at("password"), 0o644);
      await Deno.chmod(at.at("key.pem"), 0o600);
    },
    config: (at) =>
      framed(
        at,
        `[inet_http_server]
port=127.0.0.1:${at.port}
username=user
password_file=${at.at("password")}
tls_cert=${at.at("cert.pem")}
tls_key=${at.at("key.pem")}

[program:cat]
command=/bin/cat
autostart=false
`,
      ),
  });
  assert.match(await svctl(subject, "opensesame", "start", "cat"), /^cat: started\n/);
  assert.doesNotMatch(await svctl(subject, "wrong", "stop", "cat"), /stopped/);
  const log = await subject.log();
  assert.match(log, /INFO 127\.0\.0\.1:\d+ \(user\) called supervisor\.startProcess\('cat'\)\n/);
  assert.match(log, /WARN '.*\/password' holds the password of \[inet_http_server\]/);
  assert.doesNotMatch(log, /key\.pem' holds/);

  for (const [signal, name] of [["SIGUSR2", "second"], ["SIGHUP", "first"]] as const) {
    await installCertificate(subject.place, name);
    await Deno.chmod(subject.place.at("key.pem"), 0o600);
    subject.signal(signal);
    const shown = async () => await shownName(subject.place.port) === name;
    await until(shown, { within: 20_000, what: `the certificate after ${signal}` });
  }
  await Deno.writeTextFile(subject.place.at("password"), "other\n");
  subject.signal("SIGUSR2");
  const changed = async () => /STOPPED/.test(await svctl(subject, "other", "status"));
  await until(changed, { within: 20_000, what: "the new password" });
});

Deno.test("what a call sends to a process is not in the log, who called and whom is", async () => {
  await using subject = await startSubject("denvisord", {
    config: (at) => framed(at, "[program:cat]\ncommand=/bin/cat\n"),
  });
  await subject.rpc("sendProcessStdin", "cat", "a secret\n");
  await subject.rpc("system.multicall", [
    { methodName: "supervisor.stopProcess", params: ["cat"] },
    { methodName: "supervisor.getState", params: [] },
  ]);
  const log = await subject.log();
  assert.match(log, /INFO unix called supervisor\.sendProcessStdin\('cat'\)\n/);
  assert.match(log, /INFO unix called supervisor\.stopProcess\('cat'\)\n/);
  assert.doesNotMatch(log, /a secret|called supervisor\.getState|called system/);
});
