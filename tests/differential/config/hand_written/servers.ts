import { type HandWritten, texts } from "./case.ts";

/** Every key of the servers. */
export const SERVERS: readonly HandWritten[] = texts("[supervisord]\n", [
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
