import type { Invocation } from "#ctl/command.ts";
import { EXIT_STATUS } from "#ctl/exit_status.ts";
import { schemeOf } from "#ctl/server_url.ts";
import { isUp } from "#ctl/upcheck.ts";
import { status } from "./status.ts";

/**
 * `open URL` (`CTL-017`): talks to another daemon from now on, and shows its status. How that one is
 * doing has no influence on the exit status.
 */
export async function open(invocation: Invocation): Promise<void> {
  const { session, report, words } = invocation;
  const serverurl = words.join(" ");
  if (!["http", "https", "unix"].includes(schemeOf(serverurl))) {
    report.line("ERROR: url must be http:// or unix://", "bad");
    session.fail(EXIT_STATUS.GENERIC);
    return;
  }
  session.endpoint = { ...session.endpoint, serverurl };
  await session.keepingStatus(async () => {
    if (await isUp(session, report)) await status({ ...invocation, words: [] });
  });
}
