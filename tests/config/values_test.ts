import assert from "node:assert/strict";
import { decodeValue } from "#lib/config/decode.ts";
import type { OptionKind } from "#lib/config/options/option.ts";
import { ValueError } from "#lib/config/value_error.ts";
import { memoryFileSystem, memoryHost, memoryUsers } from "./support/memory_ports.ts";

const CONTEXT = {
  fs: memoryFileSystem({ "/work/log/x": "", "/work/file": "" }),
  host: memoryHost,
  users: memoryUsers,
};

/** Texts of one kind: what they become, or an `Error` with the message they are refused with. */
type Table = readonly (readonly [string, unknown])[];

const notInteger = (text: string) =>
  new ValueError(`invalid literal for int() with base 10: '${text}'`);

const TABLES: Readonly<Partial<Record<OptionKind, Table>>> = {
  integer: [
    ...([["0", 0], ["12", 12], [" 7 ", 7], ["+7", 7], ["-7", -7], ["1_000", 1000], [
      "-0",
      0,
    ]] as const),
    ...["", "x", "1.5", "0x10", "1__0", "_1", "1_", "- 1", "1 2"].map((text) =>
      [text, notInteger(text)] as const
    ),
  ],
  boolean: [
    ...["yes", "true", "ON", "1", "True"].map((text) => [text, true] as const),
    ...["no", "false", "Off", "0"].map((text) => [text, false] as const),
    ...["", "2", "y", " yes", "none"].map((text) =>
      [text, new ValueError(`not a valid boolean value: '${text}'`)] as const
    ),
  ],
  bytes: [
    ...([["0", 0], ["512", 512], ["1KB", 1024], ["2 mb", 2 * 1024 ** 2], [
      "1Gb",
      1024 ** 3,
    ]] as const),
    ...([["-1", -1], ["-1KB", -1024]] as const),
    ["1K", notInteger("1k")],
    ["1TB", notInteger("1tb")],
    ["MB", notInteger("")],
    ["1.5MB", notInteger("1.5")],
    ["X", notInteger("x")],
  ],
  octal: [
    ...([["022", 18], ["22", 18], ["0o22", 18], ["0O22", 18], ["-1", -1], [" 7 ", 7], [
      "0",
      0,
    ]] as const),
    ...["8", "", "rw", "0x1", "0o"].map((text) =>
      [text, new ValueError(`${text} can not be converted to an octal type`)] as const
    ),
  ],
  loglevel: [
    ...["critical", "error", "warn", "info", "debug", "trace", "blather"].map((text) =>
      [text.toUpperCase(), text] as const
    ),
    ...["warning", "", "10"].map((text) =>
      [text, new ValueError(`bad logging level name '${text}'`)] as const
    ),
  ],
  exitcodes: [
    ...([["0", [0]], ["0,2", [0, 2]], [" 1 , 2", [1, 2]], ["", []], ["1,1", [1, 1]]] as const),
    ...["1,", ",", "256", "-1", "x", "0 2"].map((text) =>
      [text, new ValueError(`not a valid list of exit codes: '${text}'`)] as const
    ),
  ],
  strings: [["", []], ["a", ["a"]], [" a ,\nb,", ["a", "b", ""]]],
  autorestart: [
    ...([["true", "true"], ["NO", "false"], ["Unexpected", "unexpected"], ["1", "true"]] as const),
    ["Sometimes", new ValueError("invalid 'autorestart' value 'sometimes'")],
    ["", new ValueError("invalid 'autorestart' value ''")],
  ],
  name: [
    ...([["a", "a"], [" a ", "a"], ["ü,*%", "ü,*%"], ["", ""]] as const),
    ["a b", new ValueError("Invalid name: 'a b' because of character: ' '")],
    ["a:b c", new ValueError("Invalid name: 'a:b c' because of character: ' '")],
    ["a/b:c", new ValueError("Invalid name: 'a/b:c' because of character: ':'")],
    ["a/b", new ValueError("Invalid name: 'a/b' because of character: '/'")],
  ],
  address: [
    ["9001", { host: "", port: 9001 }],
    ["*:9001", { host: "", port: 9001 }],
    [":9001", { host: "", port: 9001 }],
    ["LocalHost:1", { host: "localhost", port: 1 }],
    ["[::1]:90", { host: "[::1]", port: 90 }],
    ["x", new ValueError("not a valid port number: 'x'")],
    ["0", new ValueError("not a valid port number: '0'")],
    ["70000", new ValueError("not a valid port number: '70000'")],
    ["h:70000", new ValueError("70000 is above upper bound (65535)")],
    ["h:0", new ValueError("0 is below lower bound (1)")],
    ["h:x", notInteger("x")],
    ["h:", new ValueError("no port number specified in ''")],
  ],
  signal: [
    ...([["TERM", "SIGTERM"], ["sigint", "SIGINT"], [" hup ", "SIGHUP"], [
      "9",
      "SIGKILL",
    ]] as const),
    ...([["CLD", "SIGCHLD"], ["POLL", "SIGIO"], ["IOT", "SIGABRT"], ["34", "SIGRTMIN"]] as const),
    ...([["RTMAX", "SIGRTMAX"], ["31", "SIGSYS"]] as const),
    ...["FOO", "", "SIG_IGN", "_DFL", "SIG"].map((text) =>
      [text, new ValueError(`value '${text}' is not a valid signal name`)] as const
    ),
    ...["0", "32", "65", "-1"].map((text) =>
      [text, new ValueError(`value '${text}' is not a valid signal number`)] as const
    ),
  ],
  directory: [
    ...([["log", "log"], ["/tmp", "/tmp"], ["~", "/home/me"], ["log/", "log/"], [
      ".",
      ".",
    ]] as const),
    ...["nodir", "", "file", "~root"].map((text) =>
      [text, new ValueError(`${text} is not an existing directory`)] as const
    ),
  ],
  path: [
    ...([["x", "x"], ["log/x", "log/x"], ["/x", "/x"], ["~/x", "/home/me/x"], ["", ""]] as const),
    ...([["log/../y", "log/../y"], ["~me/x", "/home/me/x"]] as const),
    ...["nodir/x", "/no/x", "~nosuch/x"].map((text) => {
      const message = `The directory named as part of the path ${text} does not exist`;
      return [text, new ValueError(message)] as const;
    }),
  ],
  "child-log": [
    ...([["NONE", { kind: "none" }], ["Off", { kind: "none" }], ["auto", {
      kind: "auto",
    }]] as const),
    ["Syslog", { kind: "syslog" }],
    ["log/x", { kind: "file", path: "log/x" }],
    ["no/x", new ValueError("The directory named as part of the path no/x does not exist")],
  ],
  user: [
    ...([["me", 1000], ["1000", 1000], [" 0 ", 0]] as const),
    ["nosuch", new ValueError("Invalid user name nosuch")],
    ["", new ValueError("Invalid user name ")],
    ["7", new ValueError("Invalid user id 7")],
  ],
  ownership: [
    ...([["me", { uid: 1000, gid: -1 }], ["0:staff", { uid: 0, gid: 50 }]] as const),
    ["me:50", { uid: 1000, gid: 50 }],
    ...["me.staff", "nosuch:staff", "me:nosuch", "me:", "", "me:7"].map((text) =>
      [text, new ValueError(`Invalid user:group definition ${text}`)] as const
    ),
  ],
  permissions: [
    ["Scoped", "scoped"],
    ["open", "open"],
    ["all", new ValueError("value 'all' is not one of scoped, open")],
  ],
  orphans: [
    ["report", "report"],
    ["kill", "kill"],
    ["x", new ValueError("value 'x' is not one of report, kill")],
  ],
  text: [["", ""], [" a ", " a "]],
};

for (const [kind, table] of Object.entries(TABLES)) {
  Deno.test(`reads and refuses values of kind ${kind}`, () => {
    for (const [text, expected] of table!) {
      const decode = () => decodeValue(text, { kind: kind as OptionKind, context: CONTEXT });
      if (expected instanceof ValueError) assert.throws(decode, expected, text);
      else assert.deepEqual(decode(), expected, text);
    }
  });
}
