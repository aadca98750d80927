import type { HandWritten } from "./case.ts";

/** `[include]`, beside files that are well and files that are not. */
export const INCLUDES: readonly HandWritten[] = [
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
