// needs: root util-linux
import assert from "node:assert/strict";
import { StateFile } from "#daemon/state_file.ts";
import { readJournal } from "#lib/supervisor/child_journal.ts";
import { mountedTmpfs } from "#tests/output/mounted_tmpfs.ts";

const child = (pid: number) => ({ pid, group: "g", name: `p${pid}`, started: 5 });

// Seen to fail with nothing but the newest line written: the child that was started on the full disk is
// unknown to the next daemon, and the one that ended there is not.
Deno.test("what a full disk kept out of the state file is in it when there is room", async () => {
  await using disk = await mountedTmpfs(64);
  const path = `${disk.path}/pid.children`;
  const lines: string[] = [];
  const uid = Deno.uid()!;
  using file = new StateFile({ path, uid, log: (level, text) => lines.push(`${level} ${text}`) });
  file.claim();
  file.add(child(10));
  const filler = `${disk.path}/filler`;
  assert.throws(() => Deno.writeFileSync(filler, new Uint8Array(128 * 1024)));
  // The page that the file has is filled first.
  for (let pid = 11; pid < 300; pid++) file.add(child(pid));
  file.remove(10);
  assert.match(lines.join("\n"), /^warn could not write state file \S+: .*[^\n]$/);
  Deno.removeSync(filler);
  file.add(child(300));
  const pids = readJournal(Deno.readTextFileSync(path)).map(({ pid }) => pid);
  assert.deepEqual(pids, Array.from({ length: 290 }, (_, at) => 11 + at));
  assert.equal(lines.length, 1);
});
