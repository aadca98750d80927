import type { ProcessInfo } from "#lib/rpc/api.ts";
import { isStruct, type RpcValue } from "#lib/rpc/value.ts";
import type { Invocation } from "#ctl/command.ts";
import { clientVersions, daemonFacts } from "#ctl/versions.ts";

/** `info`: who answers, who asks, and how many processes are in which state. */
export async function info({ session, report }: Invocation): Promise<void> {
  const { api, endpoint } = session;
  const state = await api.getState();
  const facts = {
    serverurl: endpoint.serverurl,
    identification: await api.getIdentification(),
    state: state.statename,
    pid: await api.getPID(),
    supervisor: await api.getSupervisorVersion(),
    api: await api.getAPIVersion(),
    processes: countStates(await api.getAllProcessInfo()),
    daemon: await daemonFacts(api),
    client: clientVersions(),
  };
  report.document(facts, [
    row("server", `${facts.serverurl} (${facts.identification})`),
    row("state", `${facts.state}, pid ${facts.pid}`),
    row("supervisor", `${facts.supervisor}, API ${facts.api}`),
    ...daemonRows(facts.daemon ?? {}),
    row("processes", processLine(facts.processes)),
    row("client", `Denvisor ${facts.client.denvisor}, Deno ${facts.client.deno}`),
  ]);
}

type StateCounts = Readonly<Record<string, number>>;

function countStates(infos: readonly ProcessInfo[]): StateCounts {
  const counts: Record<string, number> = {};
  for (const { statename } of infos) counts[statename] = (counts[statename] ?? 0) + 1;
  return counts;
}

function processLine(counts: StateCounts): string {
  const parts = Object.entries(counts).map(([state, count]) => `${count} ${state}`);
  return parts.length > 0 ? parts.join(", ") : "none";
}

/** What the standard methods have told already. */
const TOLD: ReadonlySet<string> = new Set(["supervisor", "identifier", "pid", "processes"]);

function daemonRows(facts: Readonly<Record<string, RpcValue>>): readonly string[] {
  return Object.entries(facts)
    .filter(([name]) => !TOLD.has(name))
    .flatMap(([name, value]) =>
      name === "servers" ? serverRows(value) : [row(name, shown(name, value))]
    );
}

/** A row for each HTTP server: what is in use of what there may be, and what was refused. */
function serverRows(servers: RpcValue): readonly string[] {
  return Object.entries(structOf(servers)).map(([section, usage]) => {
    const { limits, connections, streams, requests, refused } = structOf(usage);
    const { maxConnections, maxStreams } = structOf(limits);
    const { open, refused: tooMany = 0, evicted = 0 } = structOf(connections);
    return row(
      section,
      [
        requests === 1 ? "1 request" : `${requests} requests`,
        ...open === undefined ? [] : [`${open} of ${maxConnections} connections`],
        `${streams} of ${maxStreams} streams`,
        `refused: ${refusals({ ...structOf(refused), connections: tooMany, evicted })}`,
      ].join(", "),
    );
  });
}

/** `3 login, 1 idle-time`, or `none`. */
function refusals(counts: Readonly<Record<string, RpcValue>>): string {
  const some = Object.entries(counts).filter(([, count]) => count !== 0);
  return some.length === 0
    ? "none"
    : some.map(([reason, count]) => `${count} ${reason}`).join(", ");
}

function structOf(value: RpcValue | undefined): Readonly<Record<string, RpcValue>> {
  return isStruct(value) ? value : {};
}

function row(name: string, value: string): string {
  return `${name.padEnd(16)} ${value}`;
}

function shown(name: string, value: RpcValue): string {
  if (name === "started" && typeof value === "number") return localTime(value);
  if (name === "rss" && typeof value === "number") return `${(value / 2 ** 20).toFixed(1)} MB`;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `2026-11-22 16:42:26`, the local time. */
function localTime(seconds: number): string {
  const date = new Date(seconds * 1000);
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 19).replace("T", " ");
}
