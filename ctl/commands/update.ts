import { makeNamespec } from "#lib/group/namespec.ts";
import { flagsOfRefusal } from "#lib/permissions/missing.ts";
import type { ConfigChanges, ProcessInfo, ProcessStatus } from "#lib/rpc/api.ts";
import { Fault, FAULT_CODES } from "#lib/rpc/fault.ts";
import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { hintWord } from "#ctl/hints.ts";
import { expandGroupPatterns } from "#ctl/name_patterns.ts";
import { withProgress } from "#ctl/progress.ts";

/**
 * `update [all|GROUP…]` (`CTL-010`): reads the configuration again and makes the daemon follow it. A
 * file that cannot be used is reported as `reread` does (B-39).
 */
export async function update(invocation: Invocation): Promise<void> {
  const changes = await reload(invocation);
  if (changes === null) return;
  const [[added, changed, removed]] = changes;
  const wanted = await wantedGroups(invocation, added);
  const isWanted = (group: string) => wanted === null || wanted.has(group);
  const followed = [...changed, ...added].filter(isWanted);
  for (const group of removed.filter(isWanted)) await remove(invocation, group);
  for (const group of changed.filter(isWanted)) await replace(invocation, group);
  for (const group of added.filter(isWanted)) {
    await invocation.session.api.addProcessGroup(group);
    tell(invocation, group, "added process group");
  }
  if (followed.length > 0) await tellRefused(invocation, new Set(followed));
}

/** Says which new processes the daemon may not start, with the permissions that it was started with. */
async function tellRefused(
  { session, terminal }: Invocation,
  groups: ReadonlySet<string>,
): Promise<void> {
  // Nothing more can be said when the daemon has no answer: what was asked for is done.
  const infos = await session.api.getAllProcessInfo().catch(() => []);
  const refused = infos.filter((info) =>
    groups.has(info.group) && info.statename === "FATAL" &&
    flagsOfRefusal(info.description) !== null
  );
  const [first, ...more] = refused;
  if (first === undefined) return;
  const text = more.length === 0
    ? `${nameOf(first)} ${first.description}`
    : `${
      refused.map((info) => `${nameOf(info)} needs ${flagsOfRefusal(info.description)}`).join("; ")
    }; 'svctl status' tells the ways to give it`;
  terminal.printError(`Error: not permitted: ${text}\n`);
  session.fail(EXIT_STATUS.GENERIC);
}

function nameOf({ group, name }: ProcessInfo): string {
  return makeNamespec({ group, process: name });
}

async function reload({ session, report }: Invocation): Promise<ConfigChanges | null> {
  try {
    return await session.api.reloadConfig();
  } catch (error) {
    session.fail(EXIT_STATUS.GENERIC);
    if (!(error instanceof Fault)) throw error;
    if (error.code === FAULT_CODES.SHUTDOWN_STATE) {
      report.line("ERROR: already shutting down", "bad");
    } else if (error.code === FAULT_CODES.CANT_REREAD) {
      report.line(`ERROR: ${error.text}`, "bad");
    } else {
      throw error;
    }
    return null;
  }
}

/** The groups that were named, `null` for all. Names that nobody has are refused, the rest proceeds. */
async function wantedGroups(
  { session, report, words }: Invocation,
  added: readonly string[],
): Promise<ReadonlySet<string> | null> {
  if (words.length === 0 || words.includes("all")) return null;
  const infos = await session.api.getAllProcessInfo();
  const known = [...new Set([...infos.map((info) => info.group), ...added])];
  const wanted = new Set(expandGroupPatterns(words, known));
  for (const group of wanted) {
    if (known.includes(group)) continue;
    report.line(`ERROR: no such group: ${group}`, "bad");
    session.fail(EXIT_STATUS.GENERIC);
    hintWord(session, group, known);
  }
  return wanted;
}

async function remove(invocation: Invocation, group: string): Promise<void> {
  const { session } = invocation;
  const results = await stop(invocation, group);
  if (results.some((result) => result.status === FAULT_CODES.FAILED)) {
    tell(invocation, group, "has problems; not removing");
    session.fail(EXIT_STATUS.GENERIC);
    return;
  }
  await session.api.removeProcessGroup(group);
  tell(invocation, group, "removed process group");
}

async function replace(invocation: Invocation, group: string): Promise<void> {
  const { api } = invocation.session;
  await stop(invocation, group);
  await api.removeProcessGroup(group);
  await api.addProcessGroup(group);
  tell(invocation, group, "updated process group");
}

async function stop(invocation: Invocation, group: string): Promise<readonly ProcessStatus[]> {
  const results = await withProgress(invocation, {
    action: "stop",
    target: `${group}:*`,
    work: invocation.session.api.stopProcessGroup(group),
  });
  tell(invocation, group, "stopped");
  return results;
}

function tell({ report }: Invocation, group: string, result: string): void {
  report.item({ group, result }, `${group}: ${result}`);
}
