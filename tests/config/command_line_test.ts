import assert from "node:assert/strict";
import { parseDaemonArguments } from "#lib/config/command_line.ts";

const ERRORS: readonly (readonly [string, string])[] = [
  ["-x", "option -x not recognized"],
  ["-nx", "option -x not recognized"],
  ["--nope", "option --nope not recognized"],
  ["-c", "option -c requires argument"],
  ["-nc", "option -c requires argument"],
  ["--configuration", "option --configuration requires argument"],
  ["--nodaemon=1", "option --nodaemon must not have an argument"],
  ["--log x", "option --log not a unique prefix"],
  ["--=x", "option -- not a unique prefix"],
  ["foo", "positional arguments are not supported: ['foo']"],
  ["-n it's -s", `positional arguments are not supported: ["it's", '-s']`],
  ["- -n", "positional arguments are not supported: ['-', '-n']"],
  ["-- -n", "positional arguments are not supported: ['-n']"],
  ["-n -n", "conflicting command line option '-n'"],
  ["-n --nodaemon", "conflicting command line option '--nodaemon'"],
  ["-c a --conf b", "conflicting command line option '--configuration'"],
  [
    "--profile_options a --profile_options b",
    "conflicting command line option '--profile_options'",
  ],
  ["-e foo", "invalid value for -e 'foo': bad logging level name 'foo'"],
  ["-y 1K", "invalid value for -y '1K': invalid literal for int() with base 10: '1k'"],
  ["-z x", "invalid value for -z 'x': invalid literal for int() with base 10: 'x'"],
  ["-m 9", "invalid value for -m '9': 9 can not be converted to an octal type"],
  ["--minfds=x", "invalid value for --minfds 'x': invalid literal for int() with base 10: 'x'"],
  ["-z x -n -n", "invalid value for -z 'x': invalid literal for int() with base 10: 'x'"],
  ["--check=1", "option --check must not have an argument"],
  ["--che", "option --che not recognized"],
];

Deno.test("words usage errors as Supervisor does", () => {
  for (const [line, message] of ERRORS) {
    assert.deepEqual(parseDaemonArguments(line.split(" ")), { kind: "error", message }, line);
  }
});

Deno.test("gives every setting with the option that made it", () => {
  const line =
    "-kts -l /a --logfile_maxbytes=1KB --logfile_b 3 -einfo -j p -m 027 -u me -d / -i id -q /";
  const parsed = parseDaemonArguments([...line.split(" "), "-a7", "--minprocs", "9"]);
  assert.ok(parsed.kind === "run");
  assert.equal(parsed.commandLine.configuration, null);
  assert.deepEqual(
    [...parsed.commandLine.settings].map(([key, { option, text }]) => `${option} ${key}=${text}`),
    [
      ...["-k nocleanup=true", "-t strip_ansi=true", "-s silent=true", "-l logfile=/a"],
      ...["--logfile_maxbytes logfile_maxbytes=1KB", "--logfile_backups logfile_backups=3"],
      ...["-e loglevel=info", "-j pidfile=p", "-m umask=027", "-u user=me", "-d directory=/"],
      ...["-i identifier=id", "-q childlogdir=/", "-a minfds=7", "--minprocs minprocs=9"],
    ],
  );
});

Deno.test("takes the path of the configuration bundled, joined and apart", () => {
  for (const line of ["-c a", "-ca", "-nca", "--configuration a", "--configuration=a", "--con=a"]) {
    const parsed = parseDaemonArguments(line.split(" "));
    assert.ok(parsed.kind === "run");
    assert.equal(parsed.commandLine.configuration, "a", line);
  }
});

Deno.test("answers help and version at once, but not before an earlier mistake", () => {
  for (const line of ["-h", "-?", "--help", "--he", "-nh", "-h -z x"]) {
    assert.equal(parseDaemonArguments(line.split(" ")).kind, "help", line);
  }
  for (const line of ["-v", "--version", "-n --ver"]) {
    assert.equal(parseDaemonArguments(line.split(" ")).kind, "version", line);
  }
  assert.equal(parseDaemonArguments(["-z", "x", "-h"]).kind, "error");
  assert.equal(parseDaemonArguments(["-h", "word"]).kind, "error");
});

Deno.test("accepts Supervisor's profiling option without effect", () => {
  const parsed = parseDaemonArguments(["--profile_options", "cumulative,calls"]);
  assert.ok(parsed.kind === "run");
  assert.equal(parsed.commandLine.settings.size, 0);
});

Deno.test("knows options of its own, which make no prefix of Supervisor's ambiguous", () => {
  const parsed = parseDaemonArguments(["--check", "--json", "-c", "a"]);
  assert.ok(parsed.kind === "check");
  assert.deepEqual([parsed.json, parsed.strict], [true, false]);
  assert.equal(parsed.commandLine.configuration, "a");
  const strict = parseDaemonArguments(["--strict", "--check", "--check"]);
  assert.ok(strict.kind === "check" && strict.strict);
  assert.equal(parseDaemonArguments(["--sample-conf"]).kind, "sample");
  for (const prefix of ["--ch=/", "--st", "--sil", "--s=x"]) {
    const kind = parseDaemonArguments([prefix]).kind;
    assert.equal(kind, prefix === "--s=x" ? "error" : "run", prefix);
  }
});
