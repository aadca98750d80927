/**
 * Configurations written by hand, at least one for every rule of the language and for every
 * difference that is wanted.
 *
 * @module
 */

/** A configuration with its name; `argv` are words besides `-c FILE`. */
export interface HandWritten {
  readonly name: string;
  readonly text: string;
  readonly argv?: readonly string[];
  /** Further files, by their path beside the main one. */
  readonly files?: Readonly<Record<string, string>>;
}

const MAIN_RPC = "supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface";

function texts(prefix: string, bodies: readonly string[]): readonly HandWritten[] {
  return bodies.map((body) => ({ name: body.replaceAll("\n", " | "), text: prefix + body + "\n" }));
}

const SUPERVISORD = texts("[supervisord]\n", [
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

const PROGRAMS = texts("[supervisord]\n[program:x]\n", [
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

const UNITS = texts("[supervisord]\n", [
  "[program:]\ncommand=a",
  "[program: a ]\ncommand=a",
  "[program:a b]\ncommand=a",
  "[program:a:b]\ncommand=a",
  "[program:ü,*]\ncommand=a",
  "[PROGRAM:a]\ncommand=a",
  "[program]\ncommand=a",
  "[program:x]y\ncommand=a",
  "[program:a]\ncommand=a\n[program:b]\ncommand=b\npriority=1\n[group:g]\nprograms=b , a\npriority=3",
  "[program:a]\ncommand=a\n[group:g]\nprograms=a,nosuch",
  "[group:g]\nprograms=nosuch",
  "[program:a]\ncommand=a\n[group:g]\nprograms=a,",
  "[group:g]",
  "[group:g]\nprograms=,",
  "[group:g]\nprograms=",
  "[group:]\nprograms=",
  "[group:a/b]",
  "[group:g]\npriority=x",
  "[program:a]\ncommand=a\n[group:g]\nprograms=a,a",
  "[program:a]\ncommand=a\n[program:b]\ncommand=b\nprocess_name=a\n[group:g]\nprograms=a,b",
  "[program:a]\ncommand=%(group_name)s\n[group:g]\nprograms=a\n[group:h]\nprograms=a",
  "[program:a]\ncommand=a\n[program:b]\ncommand=b\n[group:a]\nprograms=b",
  "[program:a]\ncommand=a\n[fcgi-program:a]\ncommand=b\nsocket=tcp://h:1\n[group:g]\nprograms=a",
  "[fcgi-program:a]\ncommand=b\nsocket=nonsense\n[group:g]\nprograms=a",
  "[eventlistener:a]\ncommand=b\nevents=EVENT\n[group:g]\nprograms=a",
  "[program:b]\ncommand=a\n[program:a]\ncommand=b\n[program:c]\ncommand=c\npriority=-5",
  "[program:z]\ncommand=a\n[program:Z]\ncommand=a\n[program:\u{1f600}]\ncommand=a\n[program:\uffee]\ncommand=a",
  "[fcgi-program:f]\ncommand=a",
  "[fcgi-program:f]\ncommand=a\nsocket=",
  "[fcgi-program:f]\ncommand=a\nsocket=tcp://LocalHost:9000",
  "[fcgi-program:f]\ncommand=a\nsocket=tcp://h:70000",
  "[fcgi-program:f]\ncommand=a\nsocket=tcp://h",
  "[fcgi-program:f]\ncommand=a\nsocket=unix://rel/x",
  "[fcgi-program:f]\ncommand=a\nsocket=unix:///a/../b/%(program_name)s",
  "[fcgi-program:f]\ncommand=a\nsocket=unix://%(here)s/s",
  "[fcgi-program:f]\ncommand=a\nsocket=unix:///s\nsocket_owner=nobody:nogroup\nsocket_mode=0770",
  "[fcgi-program:f]\ncommand=a\nsocket=tcp://h:1\nsocket_mode=0770",
  "[fcgi-program:f]\ncommand=a\nsocket=unix:///s\nuser=nobody",
  "[fcgi-program:f]\ncommand=a\nsocket=unix:///s\nuser=root",
  "[fcgi-program:f]\ncommand=a\nsocket=unix:///s\nuser=nosuch",
  "[fcgi-program:f]\ncommand=a\nsocket=unix:///s\nsocket_backlog=0",
  "[fcgi-program:f]\ncommand=a\nsocket=unix:///s\nsocket_backlog=7\nsocket_owner=nosuch",
  "[fcgi-program:f]\ncommand=a\nsocket=unix:///s\nsocket_mode=9",
  "[fcgi-program:f]\ncommand=a\nsocket=%(nope)s",
  "[eventlistener:l]\ncommand=a",
  "[eventlistener:l]\ncommand=a\nevents=",
  "[eventlistener:l]\ncommand=a\nevents=tick_5, Process_State",
  "[eventlistener:l]\ncommand=a\nevents=EVENT,NOSUCH",
  "[eventlistener:l]\ncommand=a\nevents=EVENT,",
  "[eventlistener:l]\ncommand=a\nevents=NOSUCH1,NOSUCH2,NOSUCH3,NOSUCH4,NOSUCH5,NOSUCH6,NOSUCH7",
  "[eventlistener:l]\ncommand=a\nevents=EVENT\nbuffer_size=0",
  "[eventlistener:l]\ncommand=a\nevents=EVENT\npriority=5\nbuffer_size=100",
  "[eventlistener:l]\ncommand=a\nevents=EVENT\nredirect_stderr=true",
  "[eventlistener:l]\ncommand=a\nevents=EVENT\nredirect_stderr=x",
  "[eventlistener:l]\ncommand=a\nevents=EVENT\nresult_handler=nosuch.module:thing",
  "[eventlistener:l]\ncommand=a\nevents=EVENT\nresult_handler=nonsense",
  "[eventlistener:l]\ncommand=a\nevents=EVENT\nresult_handler=supervisor.dispatchers:default_handler",
  "[eventlistener: l]\ncommand=a\nevents=EVENT",
  "[eventlistener:a b]\ncommand=a\nevents=EVENT",
  "[eventlistener:]\ncommand=a\nevents=EVENT",
  "[eventlistener:l]\ncommand=a\nevents=EVENT\nnumprocs=2\nprocess_name=%(process_num)d",
  `[rpcinterface:supervisor]\n${MAIN_RPC}\nfoo=%(ENV_X)s`,
  "[rpcinterface:x]",
  "[rpcinterface:x]\nsupervisor.rpcinterface_factory=nosuch.module:thing",
  "[rpcinterface:x]\nsupervisor.rpcinterface_factory=os:nosuch",
  `[rpcinterface:supervisor]\n${MAIN_RPC}\nfoo=%(here)s`,
  `[DEFAULT]\nextra=1\n[rpcinterface:supervisor]\n${MAIN_RPC}`,
  "[ctlplugin:x]\nsupervisor.ctl_factory=nosuch.module:thing",
  "[unknown]\nkey=%(nope)s",
]);

const SERVERS = texts("[supervisord]\n", [
  ...["[inet_http_server]", "[inet_http_server]\nport=9001", "[inet_http_server]\nport=*:9001"],
  ...[
    "[inet_http_server]\nport=LOCALHOST:1",
    "[inet_http_server]\nport=h:x",
    "[inet_http_server]\nport=",
  ],
  ...[
    "[inet_http_server]\nport=h:",
    "[inet_http_server]\nport=70000",
    "[inet_http_server]\nport=h:0",
  ],
  ...["[inet_http_server]\nport=%(ENV_FIVE)s", "[inet_http_server]\nport=%(here)s"],
  ...["[inet_http_server]\nport=1\nusername=u", "[inet_http_server]\nport=1\npassword=p"],
  ...["[inet_http_server]\nport=1\nusername=u\npassword=a#b;c", "[inet_http_server]\nusername=u"],
  ...["[inet_http_server]\nport=1\nusername=\npassword=", "[inet_http_server_x]\nport=1"],
  ...["[unix_http_server]", "[unix_http_server]\nfile=a.sock", "[unix_http_server]\nfile=~/a.sock"],
  ...[
    "[unix_http_server]\nfile=%(here)s/a",
    "[unix_http_server]\nfile=",
    "[unix_http_server]\nfile=a/../b",
  ],
  ...["[unix_http_server]\nfile=a\nchmod=0770\nchown=nobody:nogroup"],
  ...["[unix_http_server]\nfile=a\nchmod=9", "[unix_http_server]\nfile=a\nchown=nosuch"],
  ...[
    "[unix_http_server]\nfile=a\nchown=root",
    "[unix_http_server]\nfile=a\nchmod=",
    "[unix_http_server]\nfile=%",
  ],
  ...["[unix_http_server]\nfile=a\nchmod=%(here)s", "[unix_http_server]\nfile=a\nusername=u"],
  "[unix_http_server:b]\nfile=b\n[inet_http_server]\nport=1\n[unix_http_server]\nfile=a\n[inet_http_server:z]\nport=2",
]);

const WHOLE_FILES: readonly HandWritten[] = [
  { name: "an empty file", text: "" },
  { name: "only a comment", text: "; nothing\n" },
  { name: "no section [supervisord]", text: "[program:x]\ncommand=a\n" },
  { name: "an option before any section", text: "a=b\n[supervisord]\n" },
  {
    name: "a line without a delimiter",
    text: "[supervisord]\nfoo\nbar\nnodaemon=1\n[program:x]\nREM y\n",
  },
  { name: "an empty key", text: "[supervisord]\n=x\n" },
  { name: "a byte order mark", text: "\ufeff[supervisord]\nidentifier=bom\n" },
  {
    name: "carriage returns",
    text: "[supervisord]\r\nidentifier=a\r\n[program:x]\r\ncommand=a\r\n  b\r\n",
  },
  { name: "lone carriage returns", text: "[supervisord]\ridentifier=a\r" },
  { name: "an indented file", text: "  [supervisord]\n  identifier=a\n  nodaemon=1\n" },
  { name: "an indented option", text: "[supervisord]\nidentifier=a\n  nodaemon=1\n" },
  { name: "a header with blanks", text: "[supervisord]\n[ program:x ]\ncommand=a\n" },
  { name: "no newline at the end", text: "[supervisord]\nidentifier=x" },
  { name: "only defaults", text: "[DEFAULT]\nidentifier=d\n[supervisord]\n" },
];

const INCLUDES: readonly HandWritten[] = [
  "[include]",
  "[include]\nfiles=",
  "[include]\nfiles=conf.d/*.conf",
  "[include]\nfiles=conf.d/b.conf conf.d/a.conf",
  "[include]\nfiles=conf.d/b.conf\n  conf.d/a.conf",
  "[include]\nfiles=conf.d/nosuch.conf other/*.conf",
  "[include]\nfiles=%(here)s/conf.d/?.conf",
  "[include]\nfiles=%(nope)s",
  "[include]\nfiles=%(ENV_X)s/*.conf %(host_node_name)s",
  "[include]\nfiles=conf.d",
  "[include]\nfiles=conf.d/[!a].conf",
  "[include]\nfiles=conf.d/**/*.conf",
  "[include]\nfiles=conf.d/sub/*",
  "[include]\nfiles=conf.d/.*",
  "[include]\nfiles=*/bad/x.conf",
  "[include]\nfiles=conf.d/{a,b}.conf",
  "[include]\nfiles=conf.d/a.conf\n[program:inc_a]\nstartsecs=99",
  "[include]\nfiles=conf.d/a.conf\n[inet_http_server]\nport=1\nusername=%(here)s\npassword=%(here)s",
  "[include]\nfiles=broken/syntax.conf",
  "[include]\nfiles=broken/headless.conf",
  "[include]\nfiles=broken/latin.conf",
  "[include]\nfiles=broken/value.conf",
  "[DEFAULT]\nfiles=conf.d/a.conf\n[include]",
  "[DEFAULT]\ndirectory=%(here)s\n[include]\nfiles=conf.d/*.conf\n[program:y]\ncommand=y",
].map((body) => ({
  name: body.replaceAll("\n", " | "),
  text: `[supervisord]\n${body}\n`,
  files: {
    "broken/syntax.conf": "[program:s]\ncommand=a\nnonsense\n",
    "broken/headless.conf": "command=a\n",
    "broken/value.conf": "[program:v]\ncommand=a\nstartsecs=x\n",
  },
}));

const COMMAND_LINES: readonly HandWritten[] = [
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

/** All of them. */
export const HAND_WRITTEN: readonly HandWritten[] = [
  ...SUPERVISORD,
  ...PROGRAMS,
  ...UNITS,
  ...SERVERS,
  ...WHOLE_FILES,
  ...INCLUDES,
  ...COMMAND_LINES,
];
