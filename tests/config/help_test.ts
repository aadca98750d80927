import assert from "node:assert/strict";
import { daemonHelp } from "#lib/config/help.ts";

Deno.test("the help text names every option of Supervisor's", () => {
  const text = daemonHelp("/usr/bin/denvisord");
  const options = [
    ...["-c/--configuration FILENAME", "-n/--nodaemon", "-s/--silent", "-h/--help", "-v/--version"],
    ...["-u/--user USER", "-m/--umask UMASK", "-d/--directory DIRECTORY", "-l/--logfile FILENAME"],
    ...["-y/--logfile_maxbytes BYTES", "-z/--logfile_backups NUM", "-e/--loglevel LEVEL"],
    ...["-j/--pidfile FILENAME", "-i/--identifier NAME", "-q/--childlogdir DIRECTORY"],
    ...["-k/--nocleanup", "-a/--minfds NUM", "-t/--strip_ansi", "--minprocs NUM"],
    ...["--profile_options LIST", "--check", "--json", "--strict", "--sample-conf"],
  ];
  const lines = text.split("\n");
  for (const option of options) assert.ok(lines.includes(option), option);
  assert.equal(lines[0], "/usr/bin/denvisord -- run a set of applications as daemons.");
  assert.ok(text.endsWith("\n"));
});

Deno.test("no line of the help text is wider than a terminal", () => {
  for (const line of daemonHelp("denvisord").split("\n")) assert.ok(line.length <= 79, line);
});
