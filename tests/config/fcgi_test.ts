import assert from "node:assert/strict";
import type { FcgiGroupConfig } from "#lib/config/config.ts";
import { configOf, problemsOf } from "./support/memory_ports.ts";

function text(body: string): string {
  return `[supervisord]\n[fcgi-program:f]\ncommand=a\n${body}\n`;
}

function group(body: string): FcgiGroupConfig {
  const [first] = configOf(text(body)).groups;
  assert.ok(first?.kind === "fcgi");
  return first;
}

Deno.test("listens on a TCP port", () => {
  const { socket, processes } = group("socket=tcp://LocalHost:9000\nsocket_backlog=5");
  assert.deepEqual(socket, {
    url: "tcp://localhost:9000",
    address: { kind: "tcp", host: "localhost", port: 9000 },
    backlog: 5,
    owner: null,
    mode: null,
  });
  assert.deepEqual(processes.map(({ name }) => name), ["f"]);
});

Deno.test("listens on a UNIX socket with an owner and a mode", () => {
  const { socket } = group(
    "socket=unix://%(here)s/x/../%(program_name)s\nsocket_owner=me:staff\nsocket_mode=0770",
  );
  assert.deepEqual(socket, {
    url: "unix:///work/f",
    address: { kind: "unix", path: "/work/f" },
    backlog: null,
    owner: { uid: 1000, gid: 50 },
    mode: 0o770,
  });
});

Deno.test("the socket belongs to the program's user when that is another one", () => {
  assert.equal(group("socket=unix:///s").socket.owner, null);
  assert.equal(group("socket=unix:///s\nuser=me").socket.owner, null);
  assert.deepEqual(group("socket=unix:///s\nuser=root").socket.owner, { uid: 0, gid: 0 });
  assert.equal(group("socket=unix:///s").socket.mode, 0o700);
});

const MISTAKES: readonly (readonly [string, string])[] = [
  ["", '[fcgi-program:f] section requires a "socket" line'],
  ["socket=", '[fcgi-program:f] section requires a "socket" line'],
  ["socket=http://h:1", "Bad socket format http://h:1 in [fcgi-program:f] socket"],
  ["socket=tcp://h", "Bad socket format tcp://h in [fcgi-program:f] socket"],
  ["socket=tcp://h:0", "0 is below lower bound (1) in [fcgi-program:f] socket"],
  ["socket=unix://s", "Unix socket path s is not an absolute path in [fcgi-program:f] socket"],
  [
    "socket=tcp://h:1\nsocket_mode=0700",
    "socket_owner and socket_mode params should only be used with a Unix domain socket in [fcgi-program:f] socket",
  ],
  ["socket=unix:///s\nsocket_mode=9", "Invalid socket_mode value 9"],
  ["socket=unix:///s\nsocket_owner=nosuch", "Invalid socket_owner value nosuch"],
  ["socket=unix:///s\nsocket_backlog=0", "Invalid socket_backlog value 0"],
  ["socket=unix:///s\nsocket_backlog=70000", "Invalid socket_backlog value 70000"],
  ["socket=unix:///s\nuser=nosuch", "Invalid user name nosuch"],
];

Deno.test("says what is wrong with a socket, as a sentence (B-08)", () => {
  for (const [body, message] of MISTAKES) assert.deepEqual(problemsOf(text(body)), [message], body);
});

Deno.test("the group's name is not known to the socket", () => {
  assert.match(problemsOf(text("socket=unix:///%(group_name)s"))[0]!, /names \('group_name'\)/);
});
