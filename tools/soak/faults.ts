import type { Subject } from "#tests/support/daemon.ts";
import { until } from "#tests/support/deadline.ts";
import { processRow } from "#tests/support/proc.ts";

/** Something that goes wrong, and is over when `happen` resolves. */
export interface SoakFault {
  readonly name: string;
  happen(subject: Subject): Promise<void>;
}

/** What happens to the daemon in no order. */
export const FAULTS: readonly SoakFault[] = [
  { name: "a target is killed", happen: (subject) => killOne(subject, "target") },
  { name: "the listener is killed", happen: (subject) => killOne(subject, "listener") },
  { name: "a target is stopped by SIGSTOP and then asked to stop", happen: freeze },
  { name: "half-sent requests", happen: halfRequests },
  { name: "a body of 20 MB", happen: largeBody },
  { name: "50 clients start and stop one program", happen: storm },
  { name: "the socket file is deleted", happen: deleteSocket },
  { name: "logs are reopened", happen: async (subject) => subject.signal("SIGUSR2") },
  { name: "the daemon stands still for half a second", happen: standStill },
  { name: "garbage", happen: garbage },
];

async function infos(
  subject: Subject,
): Promise<readonly { group: string; name: string; pid: number }[]> {
  return await subject.rpc("getAllProcessInfo") as { group: string; name: string; pid: number }[];
}

async function one(subject: Subject, group: string): Promise<{ name: string; pid: number } | null> {
  const living = (await infos(subject)).filter((info) => info.group === group && info.pid > 0);
  return living[Math.floor(Math.random() * living.length)] ?? null;
}

async function killOne(subject: Subject, group: string): Promise<void> {
  const found = await one(subject, group);
  if (found !== null) signal(found.pid, { name: "SIGKILL", parent: subject.pid });
}

/** A pid may be somebody else's by now: only children of the daemon are signalled. */
function signal(
  pid: number,
  options: { readonly name: Deno.Signal; readonly parent: number },
): void {
  if (processRow(pid)?.ppid === options.parent) Deno.kill(pid, options.name);
}

async function freeze(subject: Subject): Promise<void> {
  const found = await one(subject, "target");
  if (found === null) return;
  signal(found.pid, { name: "SIGSTOP", parent: subject.pid });
  await subject.rpc("stopProcess", `target:${found.name}`).catch(() => {});
  await subject.rpc("startProcess", `target:${found.name}`).catch(() => {});
}

function connect(subject: Subject): Promise<Deno.Conn> {
  return Deno.connect({ hostname: "127.0.0.1", port: subject.place.port });
}

async function halfRequests(subject: Subject): Promise<void> {
  const held: Deno.Conn[] = [];
  for (let number = 0; number < 100; number++) {
    const connection = await connect(subject);
    held.push(connection);
    await connection.write(new TextEncoder().encode("POST /RPC2 HTTP/1.1\r\nHost")).catch(() => 0);
  }
  for (const connection of held) connection.close();
}

async function largeBody(subject: Subject): Promise<void> {
  const connection = await connect(subject);
  const block = new Uint8Array(65_536);
  const head = "POST /RPC2 HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n";
  try {
    await connection.write(new TextEncoder().encode(head));
    for (let sent = 0; sent < 20_000_000; sent += block.length) await connection.write(block);
  } catch {
    // It is refused before all of it was sent.
  } finally {
    connection.close();
  }
}

async function storm(subject: Subject): Promise<void> {
  const clients = Array.from({ length: 50 }, (_, number) => {
    const method = number % 2 === 0 ? "startProcess" : "stopProcess";
    return subject.rpc(method, "target:target0").catch(() => {});
  });
  await Promise.all(clients);
  await subject.rpc("startProcess", "target:target0").catch(() => {});
}

async function deleteSocket(subject: Subject): Promise<void> {
  await Deno.remove(subject.place.socket);
  await until(() => subject.rpc("getState"), {
    within: 5000,
    what: "the socket to be made anew",
    every: 50,
  });
}

async function standStill(subject: Subject): Promise<void> {
  subject.signal("SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, 500));
  subject.signal("SIGCONT");
}

async function garbage(subject: Subject): Promise<void> {
  for (let number = 0; number < 20; number++) {
    const connection = await connect(subject);
    const bytes = crypto.getRandomValues(new Uint8Array(2000));
    await connection.write(bytes).catch(() => 0);
    connection.close();
  }
}
