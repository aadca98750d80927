import assert from "node:assert/strict";
import { collect } from "#tests/support/collect.ts";
import { until, within } from "#tests/support/deadline.ts";
import { residentKilobytes } from "#tests/support/process_cost.ts";
import { callRpc, type RpcAddress } from "#tests/support/xmlrpc_client.ts";
import { type FaultBench, faultBench, type Info } from "./fault_bench.ts";
import { byHand } from "./programs.ts";

// Malformed requests, sizes of heads and bodies, entities, nesting, large multicalls, lengths that
// contradict each other and half-sent requests are the business of tests/http and tests/rpc.

function tcp(bench: FaultBench): RpcAddress {
  return { transport: "tcp", hostname: "127.0.0.1", port: bench.place.port };
}

function connect(bench: FaultBench): Promise<Deno.Conn> {
  return Deno.connect({ hostname: "127.0.0.1", port: bench.place.port });
}

const HALF_HEAD = new TextEncoder().encode(
  `POST /RPC2 HTTP/1.1\r\nHost: x\r\nX-Long: ${"y".repeat(15_000)}`,
);

// Seen to fail with the bounds of daemon/http/connection_table.ts taken out.
Deno.test("a thousand connections at once that say half a request take little, and the socket answers", async () => {
  await using bench = await faultBench({ tcp: true, programs: () => "" });
  // What TCP needs at all is there before it is counted.
  await callRpc(tcp(bench), "supervisor.getState");
  const before = residentKilobytes(bench.subject.pid);
  const held: Deno.Conn[] = [];
  let most = before;
  try {
    for (let number = 0; number < 1000; number++) {
      const connection = await connect(bench);
      held.push(connection);
      await connection.write(HALF_HEAD).catch(() => 0);
      if (number % 50 > 0) continue;
      most = Math.max(most, residentKilobytes(bench.subject.pid));
      await within(bench.rpc("getState"), { within: 2000, what: "the UNIX socket to answer" });
    }
    assert.ok(most - before < 16 * 1024, `grew by ${most - before} kB`);
  } finally {
    for (const connection of held) connection.close();
  }
  await within(callRpc(tcp(bench), "supervisor.getState"), { within: 1000, what: "TCP to answer" });
  await bench.unharmed();
});

// Seen to fail with the bound on the size in daemon/http/request_body.ts taken out.
Deno.test("bodies of 100 MB are refused, announced or not, and take little", async () => {
  await using bench = await faultBench({ tcp: true, programs: () => "" });
  await callRpc(tcp(bench), "supervisor.getState");
  const before = residentKilobytes(bench.subject.pid);
  let most = before;
  const block = new Uint8Array(65_536).fill(120);
  const send = async (head: string, frame: (block: Uint8Array) => readonly Uint8Array[]) => {
    const connection = await connect(bench);
    const answer = collect(connection.readable);
    // A refusal may be cut off by the end of the connection.
    answer.ended.catch(() => {});
    try {
      await connection.write(new TextEncoder().encode(head));
      for (let sent = 0; sent < 100_000_000; sent += block.length) {
        for (const piece of frame(block)) {
          for (let at = 0; at < piece.length;) at += await connection.write(piece.subarray(at));
        }
        most = Math.max(most, residentKilobytes(bench.subject.pid));
      }
      return `all was taken: ${answer.text()}`;
    } catch (error) {
      return error instanceof Error ? error.name : String(error);
    } finally {
      connection.close();
    }
  };
  const announced = () =>
    send("POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n", (all) => [all]);
  const edge = new TextEncoder();
  const chunked = () =>
    send(
      "POST /RPC2 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
      (all) => [edge.encode(`${all.length.toString(16)}\r\n`), all, edge.encode("\r\n")],
    );
  const outcomes = [await announced(), await chunked()];
  for (const outcome of outcomes) {
    assert.match(outcome, /^(ConnectionReset|BrokenPipe|all was taken: HTTP\/1\.1 413 )/);
  }
  // No credentials are configured: this client is let in.
  assert.ok(most - before < 64 * 1024, `grew by ${most - before} kB`);
  await bench.unharmed();
});

// Seen to fail with `start` of a process that is STOPPING made a start in lib/process/machine.ts.
Deno.test("a storm of start and stop by 50 clients ends in one state, with one process or none", async () => {
  await using bench = await faultBench({
    programs: () => byHand("target", { command: "/bin/sleep 1000" }),
  });
  const codes = new Map<number | string, number>();
  const note = (code: number | string) => void codes.set(code, (codes.get(code) ?? 0) + 1);
  const client = async (number: number) => {
    for (let round = 0; round < 20; round++) {
      const method = (number + round) % 2 === 0 ? "startProcess" : "stopProcess";
      try {
        await bench.rpc(method, "target");
        note("ok");
      } catch (error) {
        note((error as { code?: number }).code ?? String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: 50 }, (_, number) => client(number)));
  // ALREADY_STARTED, NOT_RUNNING, SPAWN_ERROR, ABNORMAL_TERMINATION: nothing else is an answer.
  for (const code of codes.keys()) assert.ok(["ok", 60, 70, 50, 40].includes(code), String(code));
  const settled = await until(async () => {
    const info = await bench.info("target");
    return ["RUNNING", "STOPPED"].includes(info.statename) && info;
  }, { within: 15_000, what: "one well-defined state" });
  const sleepers = bench.subject.offspring().filter(({ ppid }) => ppid === bench.subject.pid);
  const expected = settled.statename === "RUNNING" ? 4 : 3;
  assert.equal(sleepers.length, expected, settled.statename);
  const log = await bench.subject.log();
  const spawned = log.match(/spawned: 'target'/g)?.length ?? 0;
  const ended = log.match(/(stopped|exited): target/g)?.length ?? 0;
  assert.equal(spawned - ended, settled.statename === "RUNNING" ? 1 : 0);
  await bench.unharmed();
});

// Seen to fail with the bounds and the shedding of daemon/http/connection_table.ts taken out.
Deno.test("when TCP clients have used up their share, the UNIX socket answers and programs start", async () => {
  await using bench = await faultBench({
    tcp: true,
    softFiles: 128,
    supervisord: { minfds: "128" },
    wrapper: () => ["/bin/sh", "-c", 'ulimit -n 128; exec "$@"', "sh"],
    programs: () => byHand("late", { command: "/bin/sleep 1000" }),
  });
  const held: Deno.Conn[] = [];
  try {
    for (let number = 0; number < 300; number++) held.push(await connect(bench));
    for (let round = 0; round < 20; round++) {
      await within(bench.rpc("getState"), { within: 1000, what: "the UNIX socket to answer" });
    }
    await bench.rpc("startProcess", "late");
    assert.equal((await bench.rpc("getProcessInfo", "late") as Info).statename, "RUNNING");
  } finally {
    for (const connection of held) connection.close();
  }
  await within(callRpc(tcp(bench), "supervisor.getState"), { within: 1000, what: "TCP to answer" });
  await bench.unharmed();
});
