// needs: supervisor python3
import assert from "node:assert/strict";
import type { PoolMember } from "#daemon/event_pool_member.ts";
import { PYTHON } from "#tests/support/python.ts";
import { PoolFixture } from "./pool_fixture.ts";

const LISTENER = `
import sys
from supervisor import childutils
seen = {}
while True:
    headers, payload = childutils.listener.wait(sys.stdin, sys.stdout)
    pheaders, data = childutils.eventdata(payload)
    assert len(payload) == int(headers['len'])
    sys.stderr.write('%s %s %r\\n' % (headers['serial'], headers['poolserial'], data))
    sys.stderr.flush()
    seen[data] = seen.get(data, 0) + 1
    if data == 'stop': childutils.listener.ok(sys.stdout); sys.exit()
    if data == 'twice' and seen[data] == 1: childutils.listener.fail(sys.stdout)
    else: childutils.listener.ok(sys.stdout)
`;

Deno.test("a Python listener made with childutils is served, with text of all sorts", async () => {
  const scene = new PoolFixture();
  const pool = scene.pool();
  const child = new Deno.Command(PYTHON, {
    args: ["-c", LISTENER],
    env: { PYTHONIOENCODING: "utf-8" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stderr = new Response(child.stderr).text();
  const stdin = child.stdin.getWriter();
  const member: PoolMember = {
    name: "cat",
    isRunning: () => true,
    writeStdin: (data) => {
      stdin.write(data);
      return "queued";
    },
  };
  const texts = [
    "plain",
    "é",
    "\u{1f600} astral",
    "twice",
    "two\nlines",
    "x".repeat(100_000),
    "stop",
  ];
  for (const text of texts) scene.remote(text);
  pool.memberStarted(member);
  for await (const chunk of child.stdout) pool.memberOutput(member, chunk);
  const { code } = await child.status;
  await stdin.abort().catch(() => {});
  pool.memberEnded(member);
  const lines = (await stderr).trimEnd().split("\n").map((line) => line.slice(0, 20));
  assert.deepEqual(lines, [
    "0 0 'plain'",
    "1 1 'é'",
    "2 2 '\u{1f600} astral'",
    "3 3 'twice'",
    "3 3 'twice'",
    "4 4 'two\\nlines'",
    `5 5 '${"x".repeat(15)}`,
    "6 6 'stop'",
  ]);
  assert.deepEqual([code, pool.size], [0, 0]);
});
