import { type HandWritten, texts } from "./case.ts";

/** Every key of `[supervisord]`. */
export const SUPERVISORD: readonly HandWritten[] = texts("[supervisord]\n", [
  "",
  ...["logfile=x.log", "logfile=log/a", "logfile=nodir/a", "logfile=syslog", "logfile=NONE"],
  ...[
    "logfile=~/a",
    "logfile=%(here)s/b",
    "logfile=log//c/../d",
    "logfile=/dev/stdout",
    "logfile=",
  ],
  ...["logfile=~nobody/x", "logfile=~nosuchuser/x", "pidfile=log/p", "pidfile=nodir/p"],
  ...["logfile_maxbytes=0", "logfile_maxbytes=1KB", "logfile_maxbytes=1K", "logfile_maxbytes=-5"],
  ...[
    "logfile_backups=3",
    "logfile_backups=",
    "loglevel=BLATHER",
    "loglevel=warning",
    "umask=0o27",
  ],
  ...[
    "umask=9",
    "umask=-1",
    "nodaemon=yes",
    "nodaemon=y",
    "silent=ON",
    "minfds=1_0",
    "minfds=0x10",
  ],
  ...["minprocs=+7", "nocleanup=1", "strip_ansi=TRUE", "childlogdir=log", "childlogdir=nodir"],
  ...["childlogdir=~", "directory=log/..", "directory=x.conf", "user=nobody", "user=65534"],
  ...["user=nosuch", "user=4242424", "user=", "identifier=a b", "identifier=", "identifier=%%"],
  ...['environment=A="1",B="%(ENV_A)s"', 'environment=A="%(here)s"', "environment=A=%%"],
  ...[
    "environment=A=%(host_node_name)s",
    'environment=A="x\ny"',
    "environment=A",
    "environment=A=1 B",
  ],
  ...[
    'environment=A="a\\"b"',
    "environment=A='it\\s'",
    'environment=A="x"y',
    "environment=A=a\\,b",
  ],
  ...["environment=A=#x", "environment=A=$HOME", 'environment=A="', "environment=A=\\"],
  ...[
    "loglevel=%(ENV_LEVEL)s",
    "loglevel=%(env_level)s",
    "minfds=%(ENV_FIVE)3d",
    "comment=%(nope)s",
  ],
  ...["identifier=%(program_name)s", "identifier=%", "identifier=%(here)", "identifier=%s"],
  "environment=A=1\n[program:x]\ncommand=%(ENV_A)s\nuser=%(ENV_A)s",
  "environment=USER_TO=nobody\n[program:x]\ncommand=a\nuser=%(ENV_USER_TO)s",
]);
