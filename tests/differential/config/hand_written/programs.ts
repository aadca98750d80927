import { type HandWritten, texts } from "./case.ts";

/** Every key of `[program:x]`. */
export const PROGRAMS: readonly HandWritten[] = texts("[supervisord]\n[program:x]\n", [
  ...["command=/bin/cat", "command=", "startsecs=1", "COMMAND=a", "command : a", "command==a"],
  ...["command=a ; b", "command=a;b", "command=a\t#b", "command=a\n  ; c\n  b", "command=a\n\n  b"],
  ...["command=a\nautostart=no", "command=a\nautostart=x", "command=a\nautorestart=UNEXPECTED"],
  ...["command=a\nautorestart=Sometimes", "command=a\nexitcodes=", "command=a\nexitcodes=1,"],
  ...["command=a\nexitcodes=1,1,2", "command=a\nstopsignal=hup", "command=a\nstopsignal=64"],
  ...["command=a\nstopsignal=32", "command=a\nstopsignal=0", "command=a\nstopsignal=_IGN"],
  ...[
    "command=a\nstopasgroup=1",
    "command=a\nstopasgroup=1\nkillasgroup=0",
    "command=a\nkillasgroup=1",
  ],
  ...[
    "command=a\nnumprocs=2",
    "command=a\nnumprocs=0",
    "numprocs=0\ncommand=%(nope)s",
    "numprocs=0",
  ],
  ...["command=a\nnumprocs=3\nprocess_name=p%(process_num)02d\nnumprocs_start=8"],
  ...["command=a\nnumprocs=12\nprocess_name=p%(process_num)d", "command=a\nnumprocs=-3"],
  ...["command=a\nnumprocs=2\nprocess_name=%%(process_num)"],
  ...["command=a\nnumprocs=2\nprocess_name=%(process_num).0s"],
  ...[
    "command=a\nprocess_name=a b",
    "command=a\nprocess_name= a ",
    "command=a\nprocess_name=%(nope)s",
  ],
  ...["command=a\nprocess_name=%(here)s", "command=a\nprocess_name=%(ENV_BLANK)s"],
  ...[
    "command=a\npriority=%(program_name)s",
    "command=a\npriority=x",
    "command=a\npriority=%(nope)s",
  ],
  ...[
    "command=a\nuser=root",
    "command=a\nuser=nosuch",
    "command=a\numask=027",
    "command=a\numask=9",
  ],
  ...["command=a\ndirectory=/nonexistent", "command=a\ndirectory=~", "command=a\ndirectory=%%"],
  ...[
    "command=a\nserverurl=auto",
    "command=a\nserverurl= AUTO ",
    "command=a\nserverurl=http://h:1",
  ],
  ...["command=a\nserverurl=", "command=a\nredirect_stderr=1\nstderr_logfile=log/x"],
  ...[
    "command=a\nredirect_stderr=1\nstderr_logfile=AUTO",
    "command=a\nredirect_stderr=1\nstderr_logfile=",
  ],
  ...["command=a\nstdout_logfile=syslog", "command=a\nstderr_logfile=SYSLOG\nredirect_stderr=1"],
  ...[
    "command=a\nstdout_logfile_maxbytes=0",
    "command=a\nstderr_logfile_maxbytes=0\nredirect_stderr=1",
  ],
  ...["command=a\nstdout_logfile=log/%%%%a", "command=a\nstdout_logfile=log/%%a"],
  ...["command=a\nstdout_logfile=log/%(process_num)d", "command=a\nstdout_logfile=nodir/x"],
  ...["command=a\nstdout_logfile=log/%%(process_num)d", "command=a\nstdout_logfile=None"],
  ...["command=a\nstdout_logfile_backups=x", "command=a\nstdout_capture_maxbytes=1MB"],
  ...[
    "command=a\nstdout_events_enabled=1\nstderr_events_enabled=1",
    "command=a\nstdout_syslog=yes",
    "command=a\nstdout_logfile=",
  ],
  ...["command=a %(process_num)d of %(numprocs)d", "command=%(group_name)s %(program_name)s"],
  ...[
    "command=%(host_node_name)s %(here)s",
    "command=date +%%Y",
    "command=date +%Y",
    "command=100%",
  ],
  ...["command=%(ENV_A)s\nenvironment=A=own", "command=a\nuser=%(ENV_A)s\nenvironment=A=root"],
  ...['command=a\nenvironment=A="1",B="%(ENV_A)s"', "command=a\nenvironment=A=%(process_num)d"],
  ...[
    "command=%(ENV_A1)s\nnumprocs=2\nprocess_name=%(process_num)d\nenvironment=A%(process_num)d=v",
  ],
  ...[
    "command=%(ENV_A0)s\nnumprocs=2\nprocess_name=%(process_num)d\nenvironment=A%(process_num)d=v",
  ],
  ...['command=a\nenvironment=PATH="%(ENV_PATH)s:/x"', "command=a\nnumprocs=%(process_num)d"],
  ...["command=a\nstopwaitsecs=-1\nstartretries=1_0\nstartsecs= 5 ", "command=a\nbogus=%(nope)s"],
  "command=a\n[program:x]\ncommand=b\nstartsecs=3",
  "command=a\n[DEFAULT]\nstartsecs=9\nautostart=no",
  "command=a\n[DEFAULT]\ncommand=never\nprocess_name=d",
]);
