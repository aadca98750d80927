import assert from "node:assert/strict";
import { until } from "#tests/support/deadline.ts";
import { commandLine } from "#tests/support/proc.ts";
import { subjectEnv, SVCTL } from "#tests/support/subject_command.ts";
import { tempDir } from "#tests/support/temp.ts";

/** What `svctl` became that waits for commands. */
async function wordsOfShell(cwd: string): Promise<readonly string[]> {
  const child = new Deno.Command(SVCTL, {
    args: ["-c", `${cwd}/s.conf`, "shell"],
    ...{ cwd, env: { ...subjectEnv(), HOME: cwd }, clearEnv: true },
    ...{ stdin: "piped", stdout: "null", stderr: "null" },
  }).spawn();
  try {
    return await until(() => {
      const words = commandLine(child.pid);
      return words.includes("--no-prompt") && words;
    }, { within: 20_000, what: "svctl to run", every: 1 });
  } finally {
    await child.stdin.close();
    await child.status;
  }
}

Deno.test("svctl runs nothing, imports nothing, and writes nothing of the system's", async () => {
  await using dir = await tempDir();
  await Deno.writeTextFile(dir.at("s.conf"), "[supervisorctl]\nserverurl=unix:///nowhere\n");
  const words = await wordsOfShell(dir.path);
  const listed = (kind: string) =>
    words.find((word) => word.startsWith(`--allow-${kind}=`))?.split("=")[1]?.split(",") ?? [];
  for (const flag of ["--no-prompt", "--cached-only", "--deny-import"]) {
    assert.ok(words.includes(flag), flag);
  }
  for (const kind of ["run", "ffi", "all", "import", "read", "write"]) {
    assert.ok(!words.includes(`--allow-${kind}`), kind);
  }
  assert.ok(!words.includes("-A") && listed("run").length === 0);
  for (const place of ["/", "/proc", "/sys", "/dev", "/boot"]) {
    assert.ok(!listed("read").includes(place) && !listed("write").includes(place), place);
  }
  for (const place of ["/etc", "/usr", "/bin", "/sbin", "/lib", "/root"]) {
    assert.ok(!listed("write").includes(place), place);
  }
  for (const place of ["/etc", "/var", "/tmp", dir.path]) {
    assert.ok(listed("read").includes(place), place);
  }
  assert.ok(listed("write").includes(dir.path) && listed("write").includes("/var"));
});
