import { collect } from "#tests/support/collect.ts";
import { until } from "#tests/support/deadline.ts";
import { PYTHON } from "#tests/support/python.ts";

/** A syslog daemon for tests: a datagram socket and what arrived on it. */
export interface SyslogReceiver extends AsyncDisposable {
  readonly socket: string;
  /** The messages so far without priority and date: `tag: text`. Bytes that are not UTF-8 as `\xNN`. */
  messages(): readonly string[];
  /** The same with their priority, `<14>tag: text`. */
  raw(): readonly string[];
}

const SCRIPT = `
import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print('listening', flush=True)
while True:
    print(repr(s.recv(300000).decode('utf-8', 'backslashreplace')), flush=True)`;

/** Starts to listen on a new socket at `path`. */
export async function syslogReceiver(path: string): Promise<SyslogReceiver> {
  const child = new Deno.Command(PYTHON, {
    args: ["-c", SCRIPT, path],
    stdin: "null",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const output = collect(child.stdout);
  await until(() => output.text().startsWith("listening\n"), {
    within: 10_000,
    what: "the socket of the syslog receiver",
  });
  const raw = () =>
    output.text().split("\n").slice(1, -1).map((line) =>
      line.slice(1, -1).replace(/^(<\d+>)... .. ..:..:.. /, "$1")
    );
  return {
    socket: path,
    raw,
    messages: () => raw().map((line) => line.replace(/^<\d+>/, "")),
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await child.status;
      await output.ended;
    },
  };
}
