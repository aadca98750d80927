// needs: python3
import assert from "node:assert/strict";
import { FcgiListeners } from "#daemon/adapters/fcgi_listener.ts";
import type { FcgiSocketConfig } from "#lib/config/config.ts";
import { until } from "#tests/support/deadline.ts";
import { freePort } from "#tests/support/ports.ts";
import { PYTHON } from "#tests/support/python.ts";

const ACCEPT_ONE = `
import os, socket
listener = socket.socket(fileno=0)
connection, _ = listener.accept()
connection.sendall(b"from %d" % os.getpid())
connection.close()`;

/** A child that accepts one connection on descriptor 0. */
function acceptor(fd: number): Deno.ChildProcess {
  return new Deno.Command(PYTHON, {
    args: ["-c", ACCEPT_ONE],
    stdin: fd as unknown as "null",
  }).spawn();
}

async function readAll(connection: Deno.Conn): Promise<string> {
  return await new Response(connection.readable).text();
}

function config(url: string, address: FcgiSocketConfig["address"]): FcgiSocketConfig {
  return { url, address, backlog: 16, owner: null, mode: 0o640 };
}

Deno.test("several children accept on one TCP socket, and closing it refuses connections", async () => {
  const port = freePort();
  const address = { kind: "tcp", host: "127.0.0.1", port } as const;
  const socket = new FcgiListeners().listen(config(`tcp://127.0.0.1:${port}`, address));
  const children = [acceptor(socket.fd), acceptor(socket.fd)];
  const texts = await Promise.all(
    children.map(async () => readAll(await Deno.connect({ hostname: "127.0.0.1", port }))),
  );
  const pids = children.map((child) => `from ${child.pid}`);
  assert.deepEqual(texts.toSorted(), pids.toSorted());
  await Promise.all(children.map((child) => child.status));
  socket.close();
  await refused(() => Deno.connect({ hostname: "127.0.0.1", port }));
});

Deno.test("a UNIX socket has its mode at once, replaces an old file and is removed when closed", async () => {
  const directory = await Deno.makeTempDir();
  const path = `${directory}/app.sock`;
  await Deno.writeTextFile(path, "left behind");
  const socket = new FcgiListeners().listen(config(`unix://${path}`, { kind: "unix", path }));
  const info = await Deno.stat(path);
  assert.equal(info.mode! & 0o777, 0o640);
  assert.ok(info.isSocket);
  for (const _round of [1, 2]) {
    const child = acceptor(socket.fd);
    const text = await readAll(await Deno.connect({ transport: "unix", path }));
    assert.equal(text, `from ${child.pid}`);
    await child.status;
  }
  socket.close();
  assert.deepEqual([...Deno.readDirSync(directory)], []);
  await Deno.remove(directory, { recursive: true });
});

Deno.test("an address that cannot be bound is named with the reason", () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  const address = { kind: "tcp", host: "127.0.0.1", port } as const;
  assert.throws(
    () => new FcgiListeners().listen(config(`tcp://127.0.0.1:${port}`, address)),
    new RegExp(`Could not create FastCGI socket tcp://127.0.0.1:${port}: EADDRINUSE`),
  );
});

/** Polls until nobody listens any more: the close goes through the event loop. */
async function refused(connect: () => Promise<Deno.Conn>): Promise<void> {
  await until(async () => {
    try {
      (await connect()).close();
      return false;
    } catch (error) {
      // While it closes, a connection may still be taken and reset.
      return error instanceof Deno.errors.ConnectionRefused;
    }
  }, { within: 5000, what: "nobody to listen", every: 5 });
}
