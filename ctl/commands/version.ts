import type { Invocation } from "#ctl/command.ts";

/**
 * `version` (`CTL-007`): the Supervisor version that the daemon stands for. With `--json` also what
 * daemon and client really are.
 */
export async function version(invocation: Invocation): Promise<void> {
  const { session, report } = invocation;
  const supervisor = await session.api.getSupervisorVersion();
  if (!invocation.json) return report.document(null, [supervisor]);
  const { clientVersions, daemonFacts } = await import("#ctl/versions.ts");
  const daemon = await daemonFacts(session.api);
  report.document({
    supervisor,
    api: await session.api.getAPIVersion(),
    denvisor: daemon?.["denvisor"] ?? null,
    deno: daemon?.["deno"] ?? null,
    client: clientVersions(),
  }, []);
}
