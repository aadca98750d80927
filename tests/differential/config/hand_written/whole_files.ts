import type { HandWritten } from "./case.ts";

/** Files as a whole: what stands before, between and after sections. */
export const WHOLE_FILES: readonly HandWritten[] = [
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
