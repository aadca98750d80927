import type { HandWritten } from "./case.ts";

/** Words of the command line beside a file. */
export const COMMAND_LINES: readonly HandWritten[] = [
  ...[["-n"], ["-n", "-n"], ["-nn"], ["--nodaemon"], ["--nod"], ["--no"], ["-x"], ["--nodaemon=1"]],
  ...[["-e", "debug"], ["-edebug"], ["-e", "foo"], ["--loglevel=warn"], ["--logl", "warn"], [
    "--log",
    "x",
  ]],
  ...[["-l", "log/x"], ["-l", "nodir/x"], ["-l", "~/x"], ["-j", "log/p"], ["-jnodir/p"], [
    "-l",
    "syslog",
  ]],
  ...[["-y", "1KB"], ["-y", "1K"], ["-z", "5"], ["-z", "x"], ["-a", "7"], ["-a", "x"], [
    "--minprocs",
    "9",
  ]],
  ...[["-m", "027"], ["-m", "9"], ["-d", "log"], ["-d", "nodir"], ["-q", "log"], ["-q", "nodir"]],
  ...[["-u", "nobody"], ["-u", "nosuch"], ["-i", "name"], ["-k"], ["-t"], ["-s"], ["-kts"]],
  ...[["foo"], ["-n", "foo", "-s"], ["--", "x"], ["-"], ["-z"], ["--minfds"], ["--=x"], ["-e", ""]],
  ...[["--profile_options=calls"], ["-c", "other"], ["--conf", "other"], ["-n", "--nodaemon"]],
  ...[["-u", "nosuch", "-e", "foo"], ["-d", "nodir", "-q", "nodir"], ["--silent", "-i", "a b"]],
].map((argv) => ({
  name: `supervisord ${argv.join(" ")}`,
  argv,
  text: "[supervisord]\nloglevel=error\nidentifier=file\nlogfile_backups=2\numask=077\n",
}));
