import type { ProcessInfo } from "#lib/rpc/api.ts";
import type { RpcValue } from "#lib/rpc/value.ts";
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
    ...Object.entries(facts.daemon ?? {}).map(([name, value]) => row(name, shown(value))),
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

function row(name: string, value: string): string {
  return `${name.padEnd(16)} ${value}`;
}

function shown(value: RpcValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
